-- Claims that each attribution model gives every cent of every order up to the as-of date once, per
-- order and so in total, and no order twice or never.
with orders as (
    select
        orders.order_key,
        orders.net_amount_reporting
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
),

credits_summed as (
    select
        order_key,
        sum(first_touch_amount_reporting) as first_touch_amount,
        sum(last_touch_amount_reporting) as last_touch_amount,
        sum(linear_amount_reporting) as linear_amount,
        sum(position_based_amount_reporting) as position_based_amount,
        sum(time_decay_amount_reporting) as time_decay_amount
    from {{ ref('order_attribution') }}
    group by order_key
),

final as (
    select
        coalesce(orders.order_key, credits_summed.order_key) as order_key,
        orders.net_amount_reporting,
        credits_summed.first_touch_amount,
        credits_summed.last_touch_amount,
        credits_summed.linear_amount,
        credits_summed.position_based_amount,
        credits_summed.time_decay_amount
    from orders
    full outer join credits_summed
        on orders.order_key = credits_summed.order_key
    where
        orders.order_key is null
        or credits_summed.order_key is null
        or credits_summed.first_touch_amount is distinct from orders.net_amount_reporting
        or credits_summed.last_touch_amount is distinct from orders.net_amount_reporting
        or credits_summed.linear_amount is distinct from orders.net_amount_reporting
        or credits_summed.position_based_amount is distinct from orders.net_amount_reporting
        or credits_summed.time_decay_amount is distinct from orders.net_amount_reporting
)

select * from final
