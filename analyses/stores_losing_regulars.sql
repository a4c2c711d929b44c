-- Which shop loses its regulars? Regulars came five times; lost are those away for three times
-- their own rhythm.
select
    preferred_store_id,
    count(*) as regulars,
    count(case when inactivity_drift > 3 then 1 end) as lost,
    round(100.0 * avg(case when inactivity_drift > 3 then 1 else 0 end), 1) as percent_lost,
    sum(case when inactivity_drift > 3 then historic_clv_reporting else 0 end)
        as value_of_the_lost_reporting
from {{ ref('customer_360') }}
where order_count >= 5 and preferred_store_id is not null
group by preferred_store_id
order by percent_lost desc, preferred_store_id asc
