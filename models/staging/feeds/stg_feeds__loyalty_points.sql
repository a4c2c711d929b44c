with rows_checked as (
    select * from {{ ref('base_feeds__loyalty_points') }}
),

final as (
    select
        source_system,
        entry_id,
        source_record_id,
        entry_type,
        points,
        expires_on,
        booked_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
