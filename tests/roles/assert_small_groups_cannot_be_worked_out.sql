-- Claims that groups which share nobody are told of in full or not at all, so that what is shown,
-- taken off a total that is known, never leaves a small group; and that the sales of a month by
-- store add up to those of the month, to the cent.
with totals as (
    select
        'overview_segments' as table_name,
        cast(month_end_on as varchar) as period,
        count(*) as people
    from {{ ref('customer_rfm_history') }}
    group by month_end_on
    union all
    select
        'overview_segment_movements' as table_name,
        cast(month_end_on as varchar) as period,
        count(*) as people
    from {{ ref('customer_rfm_history') }}
    group by month_end_on
    union all
    select
        'overview_lifecycle' as table_name,
        'all' as period,
        count(*) as people
    from {{ ref('customer_360') }}
    union all
    select
        'overview_actions' as table_name,
        'all' as period,
        count(*) as people
    from {{ ref('next_best_action') }}
),

people_shown as (
    select
        'overview_segments' as table_name,
        cast(month_end_on as varchar) as period,
        sum(customer_count) as people
    from {{ ref('overview_segments') }}
    group by month_end_on
    union all
    select
        'overview_segment_movements' as table_name,
        cast(month_end_on as varchar) as period,
        sum(customer_count) as people
    from {{ ref('overview_segment_movements') }}
    group by month_end_on
    union all
    select
        'overview_lifecycle' as table_name,
        'all' as period,
        sum(customer_count) as people
    from {{ ref('overview_lifecycle') }}
    union all
    select
        'overview_actions' as table_name,
        'all' as period,
        sum(customer_count) as people
    from {{ ref('overview_actions') }}
),

sales_by_store as (
    select
        sales_month,
        sum(order_count) as order_count,
        sum(net_amount_reporting) as amount
    from {{ ref('overview_store_months') }}
    group by sales_month
)

select
    totals.table_name,
    totals.period,
    totals.people as total,
    people_shown.people as shown
from totals
inner join people_shown
    on
        totals.table_name = people_shown.table_name
        and totals.period = people_shown.period
where totals.people <> people_shown.people
union all
select
    'overview_store_months' as table_name,
    cast(months.sales_month as varchar) as period,
    months.net_amount_reporting as total,
    sales_by_store.amount as shown
from {{ ref('overview_months') }} as months
left join sales_by_store
    on months.sales_month = sales_by_store.sales_month
where
    sales_by_store.amount is distinct from months.net_amount_reporting
    or sales_by_store.order_count is distinct from months.order_count
