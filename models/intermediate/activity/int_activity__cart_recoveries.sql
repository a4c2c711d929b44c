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

articles_bought as (
    select
        customer_id,
        product_id,
        order_key,
        channel,
        store_id,
        ordered_at,
        net_amount_reporting
    from {{ ref('int_activity__articles_bought') }}
),

articles_left as (
    select
        carts.cart_key,
        carts.customer_id,
        carts.last_touched_at,
        cart_articles.product_id
    from carts
    inner join cart_articles
        on carts.cart_key = cart_articles.cart_key
),

purchases_matched as (
    select
        articles_left.cart_key,
        articles_bought.order_key,
        articles_bought.channel,
        articles_bought.store_id,
        articles_bought.ordered_at,
        sum(articles_bought.net_amount_reporting) as recovered_amount,
        row_number() over (
            partition by articles_left.cart_key
            order by articles_bought.ordered_at asc, articles_bought.order_key asc
        ) as purchase_number
    from articles_left
    inner join articles_bought
        on
            articles_left.customer_id = articles_bought.customer_id
            and articles_left.product_id = articles_bought.product_id
            and articles_left.last_touched_at < articles_bought.ordered_at
    where
        {{ seconds_between('articles_left.last_touched_at', 'articles_bought.ordered_at') }}
        <= 86400 * {{ var('cart_recovery_days') }}
    group by
        articles_left.cart_key,
        articles_bought.order_key,
        articles_bought.channel,
        articles_bought.store_id,
        articles_bought.ordered_at
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
