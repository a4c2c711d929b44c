-- Do people who complained come back? Customers by the days since their last complaint.
select
    case
        when complaint_count = 0 then 'never complained'
        when days_since_last_complaint <= 90 then 'within 90 days'
        else 'longer ago'
    end as complaint,
    count(*) as customers,
    round(avg(inactivity_drift), 2) as mean_inactivity_drift,
    round(100.0 * avg(case when inactivity_drift > 3 then 1 else 0 end), 1) as percent_slipping
from {{ ref('customer_360') }}
where inactivity_drift is not null
group by complaint
order by percent_slipping desc
