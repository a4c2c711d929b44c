-- Who came often and has been away for three times their own rhythm? The most valuable first.
select
    customer_id,
    display_name,
    preferred_store_id,
    avg_days_between_orders,
    days_since_last_order,
    historic_clv_reporting
from {{ ref('customer_360') }}
where
    order_count >= 5
    and days_since_last_order > 3 * avg_days_between_orders
order by historic_clv_reporting desc, customer_id asc
