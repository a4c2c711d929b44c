with rows_checked as (
    select * from {{ ref('base_loyalty__points') }}
),

final as (
    select
        entry_id,
        member_id,
        order_id,
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
