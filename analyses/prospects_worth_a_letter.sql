-- Who has never bought, may be written to, and shows what they like?
select
    customer_id,
    display_name,
    top_interest,
    web_visit_count,
    email_engagement_status,
    last_touchpoint_at
from {{ ref('customer_360') }}
where lifecycle_stage = 'prospect' and may_email_marketing and top_interest is not null
order by web_visit_count desc, last_touchpoint_at desc nulls last, customer_id asc
