with rows_checked as (
    select * from {{ ref('base_feeds__touchpoints') }}
),

final as (
    select
        source_system,
        touchpoint_id,
        source_record_id,
        product_code,
        channel,
        touchpoint_type,
        device_type,
        category,
        detail,
        touchpoint_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
