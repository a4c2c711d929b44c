{#- What recency, frequency and money were at the end of each month, counted from the months
    alone. -#}
with orders as (
    select
        customer_id,
        ordered_on,
        {{ first_of_month('ordered_on') }} as ordered_month,
        is_purchase,
        net_amount_reporting,
        as_of_date
    from {{ ref('int_activity__orders_known') }}
),

months_listed as (
    select distinct
        ordered_month,
        {{ last_of_month('ordered_month') }} as month_end_on
    from orders
    where {{ last_of_month('ordered_month') }} <= as_of_date
),

months_of_customers as (
    select
        customer_id,
        ordered_month,
        count(case when is_purchase then 1 end) as order_count,
        sum(net_amount_reporting) as net_amount_reporting,
        max(case when is_purchase then ordered_on end) as last_order_on
    from orders
    group by customer_id, ordered_month
),

first_months as (
    select
        customer_id,
        min(ordered_month) as first_month
    from months_of_customers
    group by customer_id
),

-- one row per customer and month since the first one, also where nothing was bought
months_filled as (
    select
        first_months.customer_id,
        months_listed.month_end_on,
        coalesce(months_of_customers.order_count, 0) as order_count,
        coalesce(months_of_customers.net_amount_reporting, 0) as net_amount_reporting,
        months_of_customers.last_order_on
    from first_months
    inner join months_listed
        on first_months.first_month <= months_listed.ordered_month
    left join months_of_customers
        on
            first_months.customer_id = months_of_customers.customer_id
            and months_listed.ordered_month = months_of_customers.ordered_month
),

months_added_up as (
    select
        customer_id,
        month_end_on,
        sum(order_count) over (
            partition by customer_id order by month_end_on asc
            rows between unbounded preceding and current row
        ) as order_count,
        sum(net_amount_reporting) over (
            partition by customer_id order by month_end_on asc
            rows between unbounded preceding and current row
        ) as net_amount_reporting,
        max(last_order_on) over (
            partition by customer_id order by month_end_on asc
            rows between unbounded preceding and current row
        ) as last_order_on
    from months_filled
),

final as (
    select
        customer_id,
        month_end_on as as_of_date,
        {{ days_between('last_order_on', 'month_end_on') }} as days_since_last_order,
        cast(order_count as bigint) as order_count,
        cast(net_amount_reporting as decimal(18, 2)) as net_amount_reporting
    from months_added_up
    where order_count > 0
)

select * from final
