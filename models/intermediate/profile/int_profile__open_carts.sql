{#- What lies in carts since the last purchase in the web shop, but for carts that were bought
    elsewhere: nobody is reminded of what hangs in the wardrobe already. -#}
with carts as (
    select
        cart_key,
        customer_id,
        cart_status,
        started_at,
        last_touched_at,
        last_stage,
        item_quantity,
        cart_amount_reporting
    from {{ ref('int_activity__carts') }}
    where customer_id is not null
),

recoveries as (
    select cart_key
    from {{ ref('int_activity__cart_recoveries') }}
),

last_purchases as (
    select
        customer_id,
        max(ordered_at) as purchased_at
    from {{ ref('int_activity__orders_known') }}
    where is_purchase and channel = 'web'
    group by customer_id
),

carts_ranked as (
    select
        carts.*,
        row_number() over (
            partition by carts.customer_id order by carts.last_touched_at desc, carts.cart_key asc
        ) as cart_rank
    from carts
    left join recoveries
        on carts.cart_key = recoveries.cart_key
    left join last_purchases
        on carts.customer_id = last_purchases.customer_id
    where
        carts.cart_status in ('open', 'left')
        and recoveries.cart_key is null
        and (
            last_purchases.purchased_at is null or carts.started_at > last_purchases.purchased_at
        )
),

final as (
    select
        customer_id,
        cast(sum(item_quantity) as decimal(18, 3)) as open_cart_quantity,
        cast(sum(cart_amount_reporting) as decimal(18, 2)) as open_cart_amount_reporting,
        max(last_touched_at) as open_cart_left_at,
        max(case when cart_rank = 1 then last_stage end) as open_cart_stage
    from carts_ranked
    group by customer_id
)

select * from final
