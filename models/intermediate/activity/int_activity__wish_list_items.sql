with items as (
    select
        item_id,
        'shop|account|' || account_id as record_key,
        list_name,
        product_code as product_id,
        added_at,
        removed_at
    from {{ ref('stg_shop__wish_list_items') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

items_owned as (
    select
        items.item_id,
        items.record_key,
        identities.customer_id,
        items.list_name,
        items.product_id,
        items.added_at,
        items.removed_at
    from items
    left join identities
        on items.record_key = identities.record_key
),

articles_bought as (
    select
        customer_id,
        product_id,
        order_key,
        channel,
        ordered_at
    from {{ ref('int_activity__articles_bought') }}
),

purchases_ranked as (
    select
        items_owned.item_id,
        articles_bought.order_key,
        articles_bought.channel,
        articles_bought.ordered_at,
        row_number() over (
            partition by items_owned.item_id
            order by articles_bought.ordered_at asc, articles_bought.order_key asc
        ) as purchase_number
    from items_owned
    inner join articles_bought
        on
            items_owned.customer_id = articles_bought.customer_id
            and items_owned.product_id = articles_bought.product_id
            and items_owned.added_at < articles_bought.ordered_at
),

final as (
    select
        items_owned.item_id as wish_list_item_key,
        items_owned.record_key,
        items_owned.customer_id,
        items_owned.list_name,
        items_owned.product_id,
        items_owned.added_at,
        items_owned.removed_at,
        purchases_ranked.ordered_at as bought_at,
        purchases_ranked.channel as bought_channel,
        purchases_ranked.order_key as bought_order_key,
        cast(items_owned.added_at as date) <= as_of.as_of_date
        and coalesce(cast(items_owned.removed_at as date) > as_of.as_of_date, true)
        and purchases_ranked.order_key is null as is_open
    from items_owned
    cross join as_of
    left join purchases_ranked
        on
            items_owned.item_id = purchases_ranked.item_id
            and purchases_ranked.purchase_number = 1
)

select * from final
