with systems_of_customers as (
    select
        customer_id,
        source_system,
        system_count,
        net_amount_reporting
    from {{ ref('int_governance__systems_of_customers') }}
),

anonymous_orders as (
    select sum(orders.net_amount_reporting) as net_amount_reporting
    from {{ ref('int_activity__orders_summed') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
    where orders.is_anonymous
),

-- a step for each system that knows somebody, also where nobody stands on it
steps_listed as (
    select row_number() over (order by source_system) as system_count
    from systems_of_customers
    group by source_system
),

customers as (
    select distinct
        customer_id,
        system_count,
        net_amount_reporting
    from systems_of_customers
),

steps_filled as (
    select
        steps_listed.system_count,
        count(customers.customer_id) as customer_count,
        coalesce(sum(customers.net_amount_reporting), 0) as net_amount_reporting
    from steps_listed
    left join customers
        on steps_listed.system_count = customers.system_count
    group by steps_listed.system_count

    union all

    select
        0 as system_count,
        0 as customer_count,
        coalesce(net_amount_reporting, 0) as net_amount_reporting
    from anonymous_orders
),

totals as (
    select
        sum(customer_count) as customer_count,
        sum(net_amount_reporting) as net_amount_reporting
    from steps_filled
),

final as (
    select
        cast(steps_filled.system_count as bigint) as system_count,
        cast(steps_filled.customer_count as bigint) as customer_count,
        cast(
            cast(steps_filled.customer_count as decimal(18, 4)) / nullif(totals.customer_count, 0)
            as decimal(5, 4)
        ) as customer_share,
        cast(steps_filled.net_amount_reporting as decimal(18, 2)) as net_amount_reporting,
        cast(
            steps_filled.net_amount_reporting / nullif(totals.net_amount_reporting, 0)
            as decimal(7, 4)
        ) as net_amount_share
    from steps_filled
    cross join totals
)

select * from final
