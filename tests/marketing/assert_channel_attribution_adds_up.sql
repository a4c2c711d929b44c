-- Claims that the credit of each month adds up to the revenue of the month in each model, and that
-- spend and what the platforms claim are there once.
with orders_summed as (
    select
        {{ first_of_month('orders.ordered_on') }} as attribution_month,
        sum(orders.net_amount_reporting) as net_amount
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
    group by {{ first_of_month('orders.ordered_on') }}
),

spend_summed as (
    select
        {{ first_of_month('ad_spend.result_date') }} as attribution_month,
        sum(ad_spend.spend_amount_reporting) as spend_amount,
        sum(ad_spend.reported_revenue_amount_reporting) as reported_amount
    from {{ ref('fct_ad_spend_daily') }} as ad_spend
    inner join {{ ref('int_activity__as_of') }} as as_of
        on ad_spend.result_date <= as_of.as_of_date
    group by {{ first_of_month('ad_spend.result_date') }}
),

months_summed as (
    select
        attribution_month,
        sum(first_touch_amount_reporting) as first_touch_amount,
        sum(last_touch_amount_reporting) as last_touch_amount,
        sum(linear_amount_reporting) as linear_amount,
        sum(position_based_amount_reporting) as position_based_amount,
        sum(time_decay_amount_reporting) as time_decay_amount,
        sum(spend_amount_reporting) as spend_amount,
        sum(reported_revenue_amount_reporting) as reported_amount
    from {{ ref('channel_attribution') }}
    group by attribution_month
),

months_listed as (
    select attribution_month from orders_summed
    union
    select attribution_month from spend_summed
    union
    select attribution_month from months_summed
),

final as (
    select
        months_listed.attribution_month,
        orders_summed.net_amount,
        months_summed.linear_amount,
        spend_summed.spend_amount
    from months_listed
    left join orders_summed
        on months_listed.attribution_month = orders_summed.attribution_month
    left join spend_summed
        on months_listed.attribution_month = spend_summed.attribution_month
    left join months_summed
        on months_listed.attribution_month = months_summed.attribution_month
    where
        months_summed.first_touch_amount is distinct from coalesce(orders_summed.net_amount, 0)
        or months_summed.last_touch_amount is distinct from coalesce(orders_summed.net_amount, 0)
        or months_summed.linear_amount is distinct from coalesce(orders_summed.net_amount, 0)
        or months_summed.position_based_amount
        is distinct from coalesce(orders_summed.net_amount, 0)
        or months_summed.time_decay_amount is distinct from coalesce(orders_summed.net_amount, 0)
        or months_summed.spend_amount is distinct from spend_summed.spend_amount
        or months_summed.reported_amount is distinct from spend_summed.reported_amount
)

select * from final
