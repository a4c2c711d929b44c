with orders as (
    select
        customer_id,
        channel,
        ordered_at,
        ordered_on,
        is_return,
        is_cancelled,
        is_purchase,
        has_promotion,
        net_amount_reporting,
        as_of_date
    from {{ ref('int_activity__orders_known') }}
),

summarised as (
    select
        customer_id,
        max(as_of_date) as as_of_date,
        count(case when is_purchase then 1 end) as order_count,
        count(case when is_purchase and channel = 'store' then 1 end) as store_order_count,
        count(case when is_purchase and channel = 'web' then 1 end) as web_order_count,
        count(case when is_return and not is_cancelled then 1 end) as return_count,
        count(case when is_cancelled and not is_return then 1 end) as cancelled_order_count,
        count(case when is_purchase and has_promotion then 1 end) as promotion_order_count,
        count(distinct case when is_purchase then ordered_on end) as order_day_count,
        min(case when is_purchase then ordered_at end) as first_order_at,
        max(case when is_purchase then ordered_at end) as last_order_at,
        min(case when is_purchase then ordered_on end) as first_order_on,
        max(case when is_purchase then ordered_on end) as last_order_on,
        sum(case when is_purchase then net_amount_reporting else 0 end) as gross_amount_reporting,
        sum(case when is_return then net_amount_reporting else 0 end) as returned_amount_reporting,
        sum(net_amount_reporting) as net_amount_reporting
    from orders
    group by customer_id
),

days_counted as (
    select
        *,
        {{ days_between('last_order_on', 'as_of_date') }} as days_since_last_order,
        {{ days_between('first_order_on', 'last_order_on') }} as days_between_first_and_last
    from summarised
),

final as (
    select
        customer_id,
        as_of_date,
        order_count,
        store_order_count,
        web_order_count,
        return_count,
        cancelled_order_count,
        promotion_order_count,
        order_day_count,
        first_order_at,
        last_order_at,
        first_order_on,
        last_order_on,
        days_since_last_order,
        -- days between days with an order: two receipts of one walk are one visit
        case
            when order_day_count > 1
                then cast(days_between_first_and_last as decimal(18, 4)) / (order_day_count - 1)
        end as avg_days_between_orders,
        cast(gross_amount_reporting as decimal(18, 2)) as gross_amount_reporting,
        cast(returned_amount_reporting as decimal(18, 2)) as returned_amount_reporting,
        cast(net_amount_reporting as decimal(18, 2)) as net_amount_reporting
    from days_counted
)

select * from final
