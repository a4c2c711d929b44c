with customers as (
    select * from {{ ref('int_features__customers') }}
),

purchases as (
    select * from {{ ref('int_features__purchases') }}
),

purchase_windows as (
    select * from {{ ref('int_features__purchase_windows') }}
),

assortment as (
    select * from {{ ref('int_features__assortment') }}
),

loyalty as (
    select * from {{ ref('int_features__loyalty') }}
),

messages as (
    select * from {{ ref('int_features__messages') }}
),

web as (
    select * from {{ ref('int_features__web') }}
),

carts as (
    select * from {{ ref('int_features__carts') }}
),

service as (
    select * from {{ ref('int_features__service') }}
),

satisfaction as (
    select * from {{ ref('int_features__satisfaction') }}
),

consents as (
    select * from {{ ref('int_features__consents') }}
),

final as (
    select
        -- key
        customers.customer_id,
        customers.as_of_date,
        customers.is_current,
        customers.history_days,
        customers.known_days,

        -- what they bought, ever
        purchases.days_since_first_order,
        purchases.days_since_last_order,
        purchases.days_since_second_last_order,
        purchases.days_since_third_last_order,
        coalesce(purchases.order_count, 0) as order_count,
        coalesce(purchases.order_day_count, 0) as order_day_count,
        purchases.last_gap_days,
        purchases.longest_gap_days,
        purchases.avg_days_between_orders,
        purchases.stddev_days_between_orders,
        coalesce(purchases.gross_amount_reporting, 0) as gross_amount_reporting,
        coalesce(purchases.repeat_amount_reporting, 0) as repeat_amount_reporting,
        purchases.last_order_amount_reporting,
        purchases.average_order_value_reporting,
        purchases.promotion_order_share,
        purchases.web_order_share,
        purchases.weekend_order_share,

        -- what they bought lately
        coalesce(purchase_windows.order_days_14d, 0) as order_days_14d,
        coalesce(purchase_windows.net_amount_14d, 0) as net_amount_14d,
        coalesce(purchase_windows.order_days_30d, 0) as order_days_30d,
        coalesce(purchase_windows.net_amount_30d, 0) as net_amount_30d,
        coalesce(purchase_windows.order_days_60d, 0) as order_days_60d,
        coalesce(purchase_windows.net_amount_60d, 0) as net_amount_60d,
        coalesce(purchase_windows.order_days_90d, 0) as order_days_90d,
        coalesce(purchase_windows.net_amount_90d, 0) as net_amount_90d,
        coalesce(purchase_windows.order_days_180d, 0) as order_days_180d,
        coalesce(purchase_windows.net_amount_180d, 0) as net_amount_180d,
        coalesce(purchase_windows.order_days_365d, 0) as order_days_365d,
        coalesce(purchase_windows.net_amount_365d, 0) as net_amount_365d,
        coalesce(purchase_windows.line_count_90d, 0) as line_count_90d,
        coalesce(purchase_windows.quantity_90d, 0) as quantity_90d,
        coalesce(purchase_windows.net_amount_reporting, 0) as net_amount_reporting,
        coalesce(purchase_windows.returned_amount_reporting, 0) as returned_amount_reporting,
        coalesce(purchase_windows.return_count, 0) as return_count,
        coalesce(purchase_windows.cancelled_order_count, 0) as cancelled_order_count,

        -- how broadly
        coalesce(assortment.distinct_category_count_180d, 0) as distinct_category_count_180d,

        -- the programme
        loyalty.customer_id is not null as is_loyalty_member,
        coalesce(loyalty.points_balance, 0) as points_balance,
        coalesce(loyalty.points_earned_90d, 0) as points_earned_90d,
        coalesce(loyalty.points_redeemed_90d, 0) as points_redeemed_90d,

        -- how they answer
        coalesce(messages.emails_received_90d, 0) as emails_received_90d,
        coalesce(messages.email_opens_90d, 0) as email_opens_90d,
        coalesce(messages.email_clicks_90d, 0) as email_clicks_90d,
        coalesce(messages.unsubscribes_90d, 0) as unsubscribes_90d,

        -- site and app
        web.days_since_last_visit,
        coalesce(web.web_visits_30d, 0) as web_visits_30d,
        coalesce(web.web_visits_90d, 0) as web_visits_90d,
        coalesce(web.product_views_30d, 0) as product_views_30d,
        coalesce(web.searches_30d, 0) as searches_30d,

        -- what they left
        coalesce(carts.carts_left_90d, 0) as carts_left_90d,
        coalesce(carts.open_list_item_count, 0) as open_list_item_count,

        -- how they get on with us
        coalesce(service.tickets_90d, 0) as tickets_90d,
        coalesce(service.complaints_90d, 0) as complaints_90d,
        service.days_since_last_complaint,
        coalesce(service.ad_clicks_90d, 0) as ad_clicks_90d,
        coalesce(service.social_interactions_90d, 0) as social_interactions_90d,
        satisfaction.last_nps,
        satisfaction.last_csat,
        coalesce(consents.may_email_marketing, false) as may_email_marketing
    from customers
    left join purchases using (customer_id, as_of_date)
    left join purchase_windows using (customer_id, as_of_date)
    left join assortment using (customer_id, as_of_date)
    left join loyalty using (customer_id, as_of_date)
    left join messages using (customer_id, as_of_date)
    left join web using (customer_id, as_of_date)
    left join carts using (customer_id, as_of_date)
    left join service using (customer_id, as_of_date)
    left join satisfaction using (customer_id, as_of_date)
    left join consents using (customer_id, as_of_date)
)

select * from final
