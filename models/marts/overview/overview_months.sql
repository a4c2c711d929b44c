with orders as (
    select
        {{ first_of_month('orders.ordered_on') }} as sales_month,
        orders.customer_id,
        orders.is_anonymous,
        orders.is_return,
        orders.net_amount_reporting,
        coalesce(channels.is_physical, false) as is_physical
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
    left join {{ ref('channels') }} as channels
        on orders.channel = channels.channel
    where not orders.is_cancelled
),

first_months as (
    select
        customer_id,
        min(sales_month) as first_month
    from orders
    where customer_id is not null and not is_return
    group by customer_id
),

months_summed as (
    select
        orders.sales_month,
        count(distinct orders.customer_id) as customer_count,
        count(
            distinct case
                when orders.sales_month = first_months.first_month then orders.customer_id
            end
        ) as new_customer_count,
        count(case when not orders.is_return then 1 end) as order_count,
        count(case when not orders.is_return and orders.is_anonymous then 1 end)
            as anonymous_order_count,
        count(case when not orders.is_return and orders.is_physical then 1 end)
            as store_order_count,
        count(case when orders.is_return then 1 end) as return_count,
        sum(orders.net_amount_reporting) as amount,
        sum(case when orders.is_return then -1 * orders.net_amount_reporting else 0 end)
            as returned_amount,
        sum(case when orders.is_anonymous then orders.net_amount_reporting else 0 end)
            as anonymous_amount
    from orders
    left join first_months
        on orders.customer_id = first_months.customer_id
    group by orders.sales_month
),

final as (
    select
        sales_month,
        customer_count,
        {{ unless_few('new_customer_count') }} as new_customer_count,
        order_count,
        store_order_count,
        return_count,
        cast(amount as decimal(18, 2)) as net_amount_reporting,
        cast(returned_amount as decimal(18, 2)) as returned_amount_reporting,
        anonymous_order_count,
        cast(1.0 * anonymous_order_count / nullif(order_count, 0) as decimal(5, 4))
            as anonymous_order_share,
        cast(anonymous_amount as decimal(18, 2)) as anonymous_net_amount_reporting
    from months_summed
    where {{ unless_few('customer_count', '1') }} = 1
)

select * from final
