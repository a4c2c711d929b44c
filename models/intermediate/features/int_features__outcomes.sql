{#- What customers did after each date: the labels that scores are learnt from. Closed windows only:
    a customer who has not come back yet is no example of one who stays away. -#}
with customers as (
    select
        customer_id,
        as_of_date
    from {{ ref('int_features__customers') }}
),

horizons as (
    {% for days in [
        var('purchase_horizon_days'), var('churn_horizon_days'), var('value_horizon_days'),
        var('value_learning_horizon_days')
    ] | unique | sort %}
    select cast({{ days }} as bigint) as horizon_days
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

today as (
    select as_of_date as today
    from {{ ref('int_activity__as_of') }}
),

dates_closed as (
    select
        dates.as_of_date,
        horizons.horizon_days
    from {{ ref('int_features__dates') }} as dates
    cross join horizons
    cross join today
    where {{ days_between('dates.as_of_date', 'today.today') }} >= horizons.horizon_days
),

order_days as (
    select
        customer_id,
        ordered_on,
        max(case when is_purchase then 1 else 0 end) as order_day,
        sum(net_amount_reporting) as net_amount
    from {{ ref('int_activity__orders_known') }}
    group by customer_id, ordered_on
),

order_days_dated as (
    select
        order_days.customer_id,
        dates_closed.as_of_date,
        dates_closed.horizon_days,
        sum(order_days.order_day) as order_day_count,
        sum(order_days.net_amount) as net_amount_reporting
    from order_days
    inner join dates_closed
        on
            order_days.ordered_on > dates_closed.as_of_date
            and {{ days_between('dates_closed.as_of_date', 'order_days.ordered_on') }}
            <= dates_closed.horizon_days
    group by order_days.customer_id, dates_closed.as_of_date, dates_closed.horizon_days
),

final as (
    select
        customers.customer_id,
        customers.as_of_date,
        dates_closed.horizon_days,
        cast(coalesce(order_days_dated.order_day_count, 0) as bigint) as order_day_count,
        cast(coalesce(order_days_dated.net_amount_reporting, 0) as decimal(18, 2))
            as net_amount_reporting
    from customers
    inner join dates_closed
        on customers.as_of_date = dates_closed.as_of_date
    left join order_days_dated
        on
            customers.customer_id = order_days_dated.customer_id
            and customers.as_of_date = order_days_dated.as_of_date
            and dates_closed.horizon_days = order_days_dated.horizon_days
)

select * from final
