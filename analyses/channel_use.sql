-- How is each channel used, and how many buy there?
select
    channel,
    count(*) as customers,
    sum(touchpoint_count) as touchpoints,
    count(case when order_count > 0 then 1 end) as buyers,
    sum(net_amount_reporting) as revenue_reporting
from {{ ref('customer_channel_mix') }}
group by channel
order by touchpoints desc
