with rows_checked as (
    select * from {{ ref('base_ads__clicks') }}
),

final as (
    select
        click_id,
        platform,
        campaign,
        device_type,
        clicked_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
