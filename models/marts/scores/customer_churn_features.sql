with features as (
    select * from {{ ref('customer_features') }}
    where order_day_count > 0
),

outcomes as (
    select
        customer_id,
        as_of_date,
        order_day_count as order_days_after
    from {{ ref('customer_outcomes') }}
    where horizon_days = {{ var('churn_horizon_days') }}
),

final as (
    select
        -- key
        features.customer_id,
        features.as_of_date,
        features.is_current,

        -- what became of them
        {{ var('churn_horizon_days') }} as churn_horizon_days,
        outcomes.order_days_after = 0 as has_churned,

        -- how they bought
        features.days_since_first_order,
        features.days_since_last_order,
        features.order_day_count,
        features.avg_days_between_orders,
        features.stddev_days_between_orders,
        features.days_since_last_order / nullif(features.avg_days_between_orders, 0)
            as inactivity_drift,
        2 * features.order_days_90d - features.order_days_180d as order_days_change_90d,
        cast(2 * features.net_amount_90d - features.net_amount_180d as decimal(18, 2))
            as net_amount_change_90d,
        features.net_amount_365d,
        features.promotion_order_share,
        features.return_count,
        features.distinct_category_count_180d,

        -- how they were with us
        features.points_balance,
        features.points_redeemed_90d,
        features.emails_received_90d,
        features.email_opens_90d,
        features.email_clicks_90d,
        features.web_visits_90d,
        features.carts_left_90d,
        features.complaints_90d,
        features.days_since_last_complaint,
        features.last_nps,
        features.last_csat,
        features.may_email_marketing
    from features
    left join outcomes
        on
            features.customer_id = outcomes.customer_id
            and features.as_of_date = outcomes.as_of_date
)

select * from final
