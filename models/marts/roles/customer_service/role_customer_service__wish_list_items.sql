with items as (
    select * from {{ ref('fct_wish_list_items') }}
),

products as (
    select
        product_id,
        product_name
    from {{ ref('dim_products') }}
),

final as (
    select
        items.customer_id,
        items.wish_list_item_key,
        items.list_name,
        items.product_id,
        products.product_name,
        items.added_at,
        items.removed_at,
        items.bought_at,
        items.bought_channel,
        items.bought_order_key,
        items.is_open
    from items
    left join products
        on items.product_id = products.product_id
    where items.customer_id is not null
)

select * from final
