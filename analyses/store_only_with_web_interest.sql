-- Who buys in shops alone but looks on the web?
select
    customer_id,
    display_name,
    store_order_count,
    web_visit_count,
    top_interest,
    last_web_visit_at
from {{ ref('customer_360') }}
where web_order_count = 0 and store_order_count > 0 and web_visit_count >= 3
order by web_visit_count desc, customer_id asc
