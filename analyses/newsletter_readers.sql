-- Who reads the newsletter, who only opens it, and what do they buy?
select
    email_engagement_status,
    count(*) as customers,
    round(avg(email_open_rate_90d), 3) as mean_open_rate,
    round(avg(email_click_rate_90d), 3) as mean_click_rate,
    round(avg(order_count), 1) as mean_orders,
    sum(historic_clv_reporting) as value_reporting
from {{ ref('customer_360') }}
where email_engagement_status is not null
group by email_engagement_status
order by customers desc
