{#- What nobody's name is on counts in full; known buyers fewer than small_group_people are told
    of in the row `other` of their month. -#}
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

small_stores_counted as (
    select
        orders.sales_month,
        count(distinct orders.customer_id) as people_together
    from orders
    inner join stores_counted
        on
            orders.sales_month = stores_counted.sales_month
            and orders.channel = stores_counted.channel
            and orders.store_id = stores_counted.store_id
    where stores_counted.customer_count < {{ var('small_group_people') }}
    group by orders.sales_month
),

stores_judged as (
    select
        stores_counted.sales_month,
        stores_counted.channel,
        stores_counted.store_id,
        {{ is_merged_group(
            'stores_counted.customer_count',
            'stores_counted.sales_month',
            'stores_counted.channel, stores_counted.store_id',
            'small_stores_counted.people_together'
        ) }} as is_merged
    from stores_counted
    left join small_stores_counted
        on stores_counted.sales_month = small_stores_counted.sales_month
),

orders_placed as (
    select
        orders.sales_month,
        case when stores_judged.is_merged then 'other' else orders.channel end as channel,
        case when stores_judged.is_merged then 'other' else orders.store_id end as store_id,
        orders.customer_id,
        orders.is_anonymous,
        orders.is_return,
        orders.net_amount_reporting
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
        store_id,
        count(distinct customer_id) as customer_count,
        count(case when not is_return then 1 end) as order_count,
        count(case when not is_return and is_anonymous then 1 end) as anonymous_order_count,
        sum(net_amount_reporting) as amount,
        sum(case when is_anonymous then net_amount_reporting else 0 end) as anonymous_amount
    from orders_placed
    group by sales_month, channel, store_id
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
