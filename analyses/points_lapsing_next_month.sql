-- Whose points lapse in the next thirty days, and may we tell them?
select
    customer_id,
    display_name,
    points_expiring_30d,
    next_points_expiry_on,
    may_email_marketing
from {{ ref('customer_360') }}
where points_expiring_30d > 0
order by points_expiring_30d desc, customer_id asc
