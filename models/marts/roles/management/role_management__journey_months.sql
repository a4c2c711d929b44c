with journey_months as (
    select * from {{ ref('overview_journey_months') }}
),

final as (
    select
        order_month,
        customer_count,
        order_count,
        touched_order_count,
        cross_channel_order_count,
        cross_channel_order_share,
        store_order_count,
        researched_order_count,
        researched_order_share,
        average_touch_count
    from journey_months
)

select * from final
