{#- A store of fewer people than small_group_people is told of in the row `other`. -#}
with customer_stores as (
    select
        store_id,
        customer_id,
        is_regular,
        is_leaving_regular,
        is_lapsed_regular
    from {{ ref('customer_stores') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

orders as (
    select
        orders.store_id,
        orders.is_anonymous,
        orders.is_return,
        orders.net_amount_reporting
    from {{ ref('fct_orders') }} as orders
    inner join as_of
        on
            orders.ordered_on <= as_of.as_of_date
            and orders.ordered_on > {{ add_days('as_of.as_of_date', '-365') }}
    where not orders.is_cancelled
),

stores as (
    select
        stores.store_id,
        stores.store_name,
        stores.city,
        stores.country_code,
        count(customer_stores.customer_id) as customer_count
    from {{ ref('dim_stores') }} as stores
    left join customer_stores
        on stores.store_id = customer_stores.store_id
    group by stores.store_id, stores.store_name, stores.city, stores.country_code
),

small_stores_counted as (
    select count(distinct customer_stores.customer_id) as people_together
    from customer_stores
    inner join stores
        on customer_stores.store_id = stores.store_id
    where stores.customer_count < {{ var('small_group_people') }}
),

stores_judged as (
    select
        stores.*,
        {{ is_merged_group(
            'stores.customer_count', '1', 'stores.store_id', 'small_stores_counted.people_together'
        ) }} as is_merged
    from stores
    cross join small_stores_counted
),

stores_shown as (
    select
        store_id,
        case when is_merged then 'other' else store_id end as shown_store_id,
        case when not is_merged then store_name end as store_name,
        case when not is_merged then city end as city,
        case when not is_merged then country_code end as country_code
    from stores_judged
),

people_counted as (
    select
        stores_shown.shown_store_id,
        count(distinct customer_stores.customer_id) as customer_count,
        count(distinct case when customer_stores.is_regular then customer_stores.customer_id end)
            as regular_count,
        count(
            distinct case
                when customer_stores.is_leaving_regular then customer_stores.customer_id
            end
        ) as leaving_regular_count,
        count(
            distinct case
                when customer_stores.is_lapsed_regular then customer_stores.customer_id
            end
        ) as lapsed_regular_count
    from stores_shown
    left join customer_stores
        on stores_shown.store_id = customer_stores.store_id
    group by stores_shown.shown_store_id
),

sales_summed as (
    select
        stores_shown.shown_store_id,
        max(stores_shown.store_name) as store_name,
        max(stores_shown.city) as city,
        max(stores_shown.country_code) as country_code,
        count(case when not orders.is_return then 1 end) as order_count,
        count(case when not orders.is_return and orders.is_anonymous then 1 end)
            as anonymous_order_count,
        sum(orders.net_amount_reporting) as amount
    from stores_shown
    left join orders
        on stores_shown.store_id = orders.store_id
    group by stores_shown.shown_store_id
),

final as (
    select
        people_counted.shown_store_id as store_id,
        sales_summed.store_name,
        sales_summed.city,
        sales_summed.country_code,
        people_counted.customer_count,
        {{ unless_few('people_counted.regular_count') }} as regular_count,
        {{ unless_few('people_counted.leaving_regular_count') }} as leaving_regular_count,
        {{ unless_few('people_counted.lapsed_regular_count') }} as lapsed_regular_count,
        sales_summed.order_count as order_count_365d,
        cast(coalesce(sales_summed.amount, 0) as decimal(18, 2)) as net_amount_365d_reporting,
        sales_summed.anonymous_order_count as anonymous_order_count_365d,
        cast(
            1.0 * sales_summed.anonymous_order_count / nullif(sales_summed.order_count, 0)
            as decimal(5, 4)
        ) as anonymous_order_share_365d
    from people_counted
    inner join sales_summed
        on people_counted.shown_store_id = sales_summed.shown_store_id
    where {{ unless_few('people_counted.customer_count', '1') }} = 1
)

select * from final
