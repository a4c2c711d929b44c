with rows_checked as (
    select * from {{ ref('base_support__interactions') }}
),

final as (
    select
        interaction_id,
        ticket_id,
        channel,
        direction,
        interaction_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
