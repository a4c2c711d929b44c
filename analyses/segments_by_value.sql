-- What is each RFM segment worth, and how much of it may we write to?
select
    rfm_segment,
    count(*) as customers,
    sum(historic_clv_reporting) as value_reporting,
    round(avg(days_since_last_order), 0) as mean_days_since_last_order,
    round(100.0 * avg(case when may_email_marketing then 1 else 0 end), 1)
        as percent_with_email_consent
from {{ ref('customer_360') }}
where rfm_segment is not null
group by rfm_segment
order by value_reporting desc
