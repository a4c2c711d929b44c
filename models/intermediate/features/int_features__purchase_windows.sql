{#- What a customer bought and took back in the days up to each date. -#}
with order_days as (
    select
        customer_id,
        ordered_on,
        gross_amount,
        line_count,
        quantity
    from {{ ref('int_features__order_days') }}
),

refund_days as (
    select
        customer_id,
        ordered_on,
        sum(case when is_return then net_amount_reporting else 0 end) as returned_amount,
        count(case when is_return and not is_cancelled then 1 end) as return_count,
        count(case when is_cancelled and not is_return then 1 end) as cancelled_count
    from {{ ref('int_activity__orders_summed') }}
    where customer_id is not null and (is_return or is_cancelled)
    group by customer_id, ordered_on
),

days_listed as (
    select
        customer_id,
        ordered_on,
        1 as order_day,
        gross_amount as net_amount,
        line_count,
        quantity,
        0 as returned_amount,
        0 as return_count,
        0 as cancelled_count
    from order_days

    union all

    select
        customer_id,
        ordered_on,
        0 as order_day,
        returned_amount as net_amount,
        0 as line_count,
        0 as quantity,
        returned_amount,
        return_count,
        cancelled_count
    from refund_days
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

days_dated as (
    select
        days_listed.*,
        dates.as_of_date,
        {{ days_between('days_listed.ordered_on', 'dates.as_of_date') }} as days_ago
    from days_listed
    inner join dates
        on days_listed.ordered_on <= dates.as_of_date
),

final as (
    select
        customer_id,
        as_of_date,
        {% for days in [14, 30, 60, 90, 180, 365] %}
        cast(sum(case when days_ago < {{ days }} then order_day else 0 end) as bigint)
            as order_days_{{ days }}d,
        cast(sum(case when days_ago < {{ days }} then net_amount else 0 end) as decimal(18, 2))
            as net_amount_{{ days }}d,
        {% endfor %}
        cast(sum(case when days_ago < 90 then line_count else 0 end) as bigint) as line_count_90d,
        cast(sum(case when days_ago < 90 then quantity else 0 end) as double precision)
            as quantity_90d,
        cast(sum(net_amount) as decimal(18, 2)) as net_amount_reporting,
        cast(sum(returned_amount) as decimal(18, 2)) as returned_amount_reporting,
        cast(sum(return_count) as bigint) as return_count,
        cast(sum(cancelled_count) as bigint) as cancelled_order_count
    from days_dated
    group by customer_id, as_of_date
)

select * from final
