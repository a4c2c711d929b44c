with channels as (
    select * from {{ ref('overview_channels') }}
),

final as (
    select
        attribution_month,
        channel,
        customer_count,
        order_count,
        first_touch_amount_reporting,
        last_touch_amount_reporting,
        linear_amount_reporting,
        position_based_amount_reporting,
        time_decay_amount_reporting,
        spend_amount_reporting,
        reported_conversions,
        reported_revenue_amount_reporting
    from channels
)

select * from final
