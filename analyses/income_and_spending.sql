-- Do customers of better-off areas spend more? Bought data, only where the licence holds.
select
    demographics.attribute_value as income_band,
    demographics.demographic_source,
    count(*) as customers,
    round(avg(profile.historic_clv_reporting), 2) as mean_value_reporting
from {{ ref('customer_demographics') }} as demographics
inner join {{ ref('customer_360') }} as profile
    on demographics.customer_id = profile.customer_id
where demographics.attribute_name = 'income_band' and profile.order_count > 0
group by demographics.attribute_value, demographics.demographic_source
order by demographics.demographic_source asc, mean_value_reporting desc
