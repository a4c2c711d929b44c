{#- A new system joins by one line here. -#}
with rejected_while_staging as (
    {%- for system in [
        'ads', 'consent', 'crm', 'email', 'external', 'feeds', 'loyalty', 'pos', 'shop', 'social', 'support',
        'survey', 'web'
    ] %}
    select * from {{ ref('stg_' ~ system ~ '__rejected_rows') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

rejected_while_landing as (
    select
        source_system,
        source_table,
        source_file,
        source_row,
        rejection_reason,
        raw_row
    from {{ ref('stg_landing__rejected_rows') }}
),

refused_files as (
    select
        source_system,
        source_table,
        source_file,
        landing_message
    from {{ ref('stg_landing__files') }}
    where landing_status = 'refused'
),

final as (
    select
        source_system,
        source_table,
        source_file,
        source_row,
        'staging' as rejection_stage,
        rejection_reason,
        raw_row
    from rejected_while_staging

    union all

    select
        source_system,
        source_table,
        source_file,
        source_row,
        'landing' as rejection_stage,
        rejection_reason,
        raw_row
    from rejected_while_landing

    union all

    select
        source_system,
        source_table,
        source_file,
        cast(null as bigint) as source_row,
        'landing' as rejection_stage,
        'refused_file' as rejection_reason,
        landing_message as raw_row
    from refused_files
)

select * from final
