with points as (
    select * from {{ ref('overview_points') }}
),

final as (
    select
        expiry_group,
        expiry_month,
        is_overdue,
        customer_count,
        open_points,
        liability_amount_reporting
    from points
)

select * from final
