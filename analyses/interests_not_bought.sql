-- What interests people that they have never bought from us? The best reason for a first offer.
select
    topic,
    count(*) as customers,
    round(avg(interest_share), 3) as mean_interest_share
from {{ ref('customer_interests') }}
where purchase_count = 0 and interest_rank <= 2
group by topic
order by customers desc, topic asc
