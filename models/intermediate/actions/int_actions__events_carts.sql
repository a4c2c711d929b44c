{#- Carts left and articles waiting on lists, as occasions to write. -#}
with carts as (
    select
        cart_key,
        customer_id,
        cast(last_touched_at as date) as last_touched_on,
        item_quantity
    from {{ ref('int_activity__carts') }}
    where customer_id is not null and cart_status in ('open', 'left')
),

recoveries as (
    select cart_key
    from {{ ref('int_activity__cart_recoveries') }}
),

cart_articles as (
    select
        cart_key,
        product_id
    from {{ ref('int_activity__cart_articles') }}
    where quantity > 0
),

wish_list_items as (
    select
        wish_list_item_key,
        customer_id,
        product_id,
        cast(added_at as date) as added_on,
        is_open,
        bought_at
    from {{ ref('int_activity__wish_list_items') }}
    where customer_id is not null and product_id is not null
),

products as (
    select
        product_id,
        product_name
    from {{ ref('int_activity__products') }}
),

carts_described as (
    select
        carts.cart_key,
        carts.customer_id,
        carts.last_touched_on,
        carts.item_quantity,
        min(coalesce(products.product_name, cart_articles.product_id)) as first_article,
        count(*) as article_count
    from carts
    inner join cart_articles
        on carts.cart_key = cart_articles.cart_key
    left join products
        on cart_articles.product_id = products.product_id
    group by carts.cart_key, carts.customer_id, carts.last_touched_on, carts.item_quantity
),

final as (
    select
        'cart_left' as trigger_id,
        carts_described.customer_id,
        carts_described.cart_key as subject_key,
        carts_described.last_touched_on as happened_on,
        cast(null as date) as ends_on,
        cast(carts_described.item_quantity as double precision) as event_value,
        carts_described.first_article
        || case
            when carts_described.article_count > 1
                then ' and ' || cast(carts_described.article_count - 1 as varchar) || ' more'
            else ''
        end as detail,
        recoveries.cart_key is not null as is_done
    from carts_described
    left join recoveries
        on carts_described.cart_key = recoveries.cart_key

    union all

    select
        'list_reminder' as trigger_id,
        wish_list_items.customer_id,
        wish_list_items.wish_list_item_key as subject_key,
        wish_list_items.added_on as happened_on,
        cast(null as date) as ends_on,
        cast(1 as double precision) as event_value,
        coalesce(products.product_name, wish_list_items.product_id) as detail,
        wish_list_items.bought_at is not null as is_done
    from wish_list_items
    left join products
        on wish_list_items.product_id = products.product_id
    -- what was taken off the list is no wish any more
    where wish_list_items.is_open or wish_list_items.bought_at is not null
)

select * from final
