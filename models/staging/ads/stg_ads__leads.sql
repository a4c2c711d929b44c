with rows_checked as (
    select * from {{ ref('base_ads__leads') }}
),

final as (
    select
        lead_id,
        click_id,
        platform,
        campaign,
        full_name,
        email,
        phone,
        submitted_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
