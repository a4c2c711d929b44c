{#- A cart that was left and yet bought, wherever: the first purchase of one of its articles within
    cart_recovery_days. Nobody needs a reminder of it. -#}
with carts as (
    select
        cart_key,
        customer_id,
        last_touched_at
    from {{ ref('int_activity__carts') }}
    where cart_status in ('left', 'open') and customer_id is not null
),

cart_articles as (
    select
        cart_key,
        product_id
    from {{ ref('int_activity__cart_articles') }}
    where quantity > 0
),

purchases as (
    select
        order_key,
        customer_id,
        channel,
        store_id,
        ordered_at
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

order_lines as (
    select
        order_key,
        product_id,
        net_amount_reporting
    from {{ ref('int_activity__order_lines') }}
    where customer_id is not null
),

purchases_matched as (
    select
        carts.cart_key,
        purchases.order_key,
        purchases.channel,
        purchases.store_id,
        purchases.ordered_at,
        sum(order_lines.net_amount_reporting) as recovered_amount,
        row_number() over (
            partition by carts.cart_key
            order by purchases.ordered_at asc, purchases.order_key asc
        ) as purchase_number
    from carts
    inner join purchases
        on
            carts.customer_id = purchases.customer_id
            and carts.last_touched_at < purchases.ordered_at
    inner join cart_articles
        on carts.cart_key = cart_articles.cart_key
    inner join order_lines
        on
            purchases.order_key = order_lines.order_key
            and cart_articles.product_id = order_lines.product_id
    where
        {{ seconds_between('carts.last_touched_at', 'purchases.ordered_at') }}
        <= 86400 * {{ var('cart_recovery_days') }}
    group by
        carts.cart_key,
        purchases.order_key,
        purchases.channel,
        purchases.store_id,
        purchases.ordered_at
),

final as (
    select
        cart_key,
        order_key as recovered_order_key,
        channel as recovered_channel,
        store_id as recovered_store_id,
        ordered_at as recovered_at,
        cast(recovered_amount as decimal(18, 2)) as recovered_amount_reporting
    from purchases_matched
    where purchase_number = 1
)

select * from final
