{#- Which articles an occasion is about: nobody is reminded of what they have just bought. -#}
with cart_articles as (
    select
        cart_key,
        product_id
    from {{ ref('int_activity__cart_articles') }}
    where quantity > 0
),

wish_list_items as (
    select
        wish_list_item_key,
        product_id
    from {{ ref('int_activity__wish_list_items') }}
    where product_id is not null
),

events_articles as (
    select
        trigger_id,
        subject_key,
        product_id
    from {{ ref('int_actions__events_articles') }}
),

final as (
    select
        'cart_left' as trigger_id,
        cart_key as subject_key,
        product_id
    from cart_articles

    union all

    select
        'list_reminder' as trigger_id,
        wish_list_item_key as subject_key,
        product_id
    from wish_list_items

    union all

    select distinct
        trigger_id,
        subject_key,
        product_id
    from events_articles
)

select * from final
