{#- What nobody's name is on counts in full; known buyers fewer than small_group_people are told
    of in the row `other` of their month and channel. -#}
with orders as (
    select
        {{ first_of_month('orders.ordered_on') }} as sales_month,
        orders.channel,
        coalesce(orders.store_id, 'none') as store_id,
        orders.customer_id,
        orders.is_anonymous,
        orders.is_return,
        orders.net_amount_reporting
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
    where not orders.is_cancelled
),

stores_counted as (
    select
        sales_month,
        channel,
        store_id,
        count(distinct customer_id) as customer_count
    from orders
    group by sales_month, channel, store_id
),

stores_judged as (
    select
        *,
        {{ is_merged_group('customer_count', 'sales_month, channel', 'store_id') }} as is_merged
    from stores_counted
),

orders_placed as (
    select
        orders.*,
        case when stores_judged.is_merged then 'other' else orders.store_id end as shown_store_id
    from orders
    inner join stores_judged
        on
            orders.sales_month = stores_judged.sales_month
            and orders.channel = stores_judged.channel
            and orders.store_id = stores_judged.store_id
),

months_summed as (
    select
        sales_month,
        channel,
        shown_store_id as store_id,
        count(distinct customer_id) as customer_count,
        count(case when not is_return then 1 end) as order_count,
        count(case when not is_return and is_anonymous then 1 end) as anonymous_order_count,
        sum(net_amount_reporting) as amount,
        sum(case when is_anonymous then net_amount_reporting else 0 end) as anonymous_amount
    from orders_placed
    group by sales_month, channel, shown_store_id
),

final as (
    select
        sales_month,
        channel,
        store_id,
        customer_count,
        order_count,
        cast(amount as decimal(18, 2)) as net_amount_reporting,
        anonymous_order_count,
        cast(1.0 * anonymous_order_count / nullif(order_count, 0) as decimal(5, 4))
            as anonymous_order_share,
        cast(anonymous_amount as decimal(18, 2)) as anonymous_net_amount_reporting
    from months_summed
    where {{ unless_few('customer_count', '1') }} = 1
)

select * from final
