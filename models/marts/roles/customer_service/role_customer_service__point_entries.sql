with entries as (
    select * from {{ ref('fct_loyalty_points') }}
),

final as (
    select
        customer_id,
        points_entry_key,
        entry_type,
        points,
        booked_at,
        expires_on,
        order_id,
        open_points,
        is_overdue,
        uncovered_points
    from entries
    where customer_id is not null
)

select * from final
