-- Whose cart is open, with consent to write, and not bought elsewhere?
select
    customer_id,
    display_name,
    open_cart_amount_reporting,
    open_cart_stage,
    open_cart_left_at
from {{ ref('customer_360') }}
where open_cart_quantity > 0 and may_email_marketing
order by open_cart_amount_reporting desc nulls last, customer_id asc
