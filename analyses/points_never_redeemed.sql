-- Who saves points and has never used any?
select
    customer_id,
    display_name,
    loyalty_tier,
    points_balance,
    next_points_expiry_on
from {{ ref('customer_360') }}
where points_balance >= 1000 and not has_ever_redeemed
order by points_balance desc, customer_id asc
