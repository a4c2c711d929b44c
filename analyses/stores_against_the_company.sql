-- How do stores compare with the whole company, the web shop included: how many of the orders name
-- nobody, and what is an order worth?
with metrics as (
    select
        max(case when metric_name = 'anonymous_share' then metric_value end) as anonymous_share,
        max(case when metric_name = 'average_order_value' then metric_value end)
            as average_order_value
    from {{ ref('overview_headline_metrics') }}
)

select
    orders.store_id,
    count(*) as orders,
    avg(case when orders.is_anonymous then 1.0 else 0.0 end) as anonymous_share,
    max(metrics.anonymous_share) as anonymous_share_of_the_company,
    avg(orders.net_amount_reporting) as average_order_value_reporting,
    max(metrics.average_order_value) as average_order_value_of_the_company_reporting
from {{ ref('fct_orders') }} as orders
cross join {{ ref('score_settings') }} as score_settings
cross join metrics
where
    orders.store_id is not null
    and not orders.is_return
    and not orders.is_cancelled
    and orders.ordered_on <= score_settings.as_of_date
    and {{ days_between('orders.ordered_on', 'score_settings.as_of_date') }} < 365
group by orders.store_id
order by anonymous_share desc, orders.store_id asc
