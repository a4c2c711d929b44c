-- Each headline metric, written out by hand over the facts where it can be: the semantic layer
-- means what people mean by these words.
with as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

profile as (
    select * from {{ ref('customer_360') }}
),

orders as (
    select orders.*
    from {{ ref('fct_orders') }} as orders
    cross join as_of
    where orders.ordered_on <= as_of.as_of_date and not orders.is_cancelled
),

orders_of_year as (
    select orders.*
    from orders
    cross join as_of
    where {{ days_between('orders.ordered_on', 'as_of.as_of_date') }} < 365
),

purchases_of_buyers as (
    select
        customer_id,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on,
        count(*) as purchase_count
    from orders
    where customer_id is not null and not is_return
    group by customer_id
),

consents as (
    select distinct customer_id
    from {{ ref('customer_consents') }}
    where purpose = 'marketing' and channel in ('email', 'sms', 'phone') and is_permitted
),

systems as (
    select
        customer_id,
        count(distinct source_system) as system_count
    from {{ ref('customer_identities') }}
    group by customer_id
),

lots as (
    select sum(open_points) * {{ var('point_value_reporting') }} as liability
    from {{ ref('fct_loyalty_points') }}
    where open_points > 0
),

closed_days as (
    select
        churn_features.customer_id,
        churn_features.as_of_date,
        churn_features.days_since_last_order
    from {{ ref('customer_churn_features') }} as churn_features
    where churn_features.as_of_date = (
        select max(closed.as_of_date)
        from {{ ref('customer_churn_features') }} as closed
        cross join as_of
        where
            {{ days_between('closed.as_of_date', 'as_of.as_of_date') }}
            >= {{ var('churn_horizon_days') }}
    )
),

who_came_back as (
    select distinct closed_days.customer_id
    from closed_days
    inner join orders
        on
            closed_days.customer_id = orders.customer_id
            and closed_days.as_of_date < orders.ordered_on
            and {{ days_between('closed_days.as_of_date', 'orders.ordered_on') }}
            <= {{ var('churn_horizon_days') }}
    where not orders.is_return
),

expected as (
    select
        'customers' as metric_name,
        cast(count(*) as double) as metric_value
    from profile
    union all
    select
        'buyers' as metric_name,
        cast(count(*) as double) as metric_value
    from purchases_of_buyers
    union all
    select
        'active_customers' as metric_name,
        cast(count(*) as double) as metric_value
    from purchases_of_buyers
    cross join as_of
    where {{ days_between('purchases_of_buyers.last_ordered_on', 'as_of.as_of_date') }} < 365
    union all
    select
        'new_customers' as metric_name,
        cast(count(*) as double) as metric_value
    from purchases_of_buyers
    cross join as_of
    where {{ days_between('purchases_of_buyers.first_ordered_on', 'as_of.as_of_date') }} < 365
    union all
    select
        'repeat_rate' as metric_name,
        avg(case when purchase_count > 1 then 1.0 else 0.0 end) as metric_value
    from purchases_of_buyers
    union all
    select
        'match_rate' as metric_name,
        avg(case when system_count > 1 then 1.0 else 0.0 end) as metric_value
    from systems
    union all
    select
        'consented_reach' as metric_name,
        avg(case when consents.customer_id is null then 0.0 else 1.0 end) as metric_value
    from profile
    left join consents
        on profile.customer_id = consents.customer_id
    union all
    select
        'open_cart_value' as metric_name,
        cast(coalesce(sum(open_cart_amount_reporting), 0) as double) as metric_value
    from profile
    where open_cart_quantity > 0
    union all
    select
        'high_risk_customers' as metric_name,
        cast(count(*) as double) as metric_value
    from profile
    where risk_band = 'high'
    union all
    select
        'revenue_per_buyer' as metric_name,
        cast(sum(case when customer_id is not null then net_amount_reporting end) as double)
        / nullif((select count(*) from purchases_of_buyers), 0) as metric_value
    from orders
    union all
    select
        'points_liability' as metric_name,
        cast(liability as double) as metric_value
    from lots
    union all
    select
        'revenue' as metric_name,
        cast(sum(net_amount_reporting) as double) as metric_value
    from orders_of_year
    union all
    select
        'orders' as metric_name,
        cast(count(*) as double) as metric_value
    from orders_of_year
    where not is_return
    union all
    select
        'average_order_value' as metric_name,
        cast(sum(net_amount_reporting) as double) / nullif(count(*), 0) as metric_value
    from orders_of_year
    where not is_return
    union all
    select
        'anonymous_share' as metric_name,
        avg(case when customer_id is null then 1.0 else 0.0 end) as metric_value
    from orders_of_year
    where not is_return
    union all
    select
        'churn_rate' as metric_name,
        avg(case when who_came_back.customer_id is null then 1.0 else 0.0 end) as metric_value
    from closed_days
    left join who_came_back
        on closed_days.customer_id = who_came_back.customer_id
    where closed_days.days_since_last_order < 365
),

metrics as (
    select
        metric_name,
        metric_value
    from {{ ref('overview_headline_metrics') }}
)

select
    expected.metric_name,
    expected.metric_value as hand_written,
    metrics.metric_value as by_definition
from expected
full join metrics
    on expected.metric_name = metrics.metric_name
where
    abs(expected.metric_value - metrics.metric_value) > 0.00001
    or (expected.metric_value is null) <> (metrics.metric_value is null)
