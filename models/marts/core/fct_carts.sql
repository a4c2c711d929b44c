with carts as (
    select * from {{ ref('int_activity__carts') }}
),

recoveries as (
    select
        cart_key,
        recovered_order_key,
        recovered_channel,
        recovered_store_id,
        recovered_at,
        recovered_amount_reporting
    from {{ ref('int_activity__cart_recoveries') }}
),

final as (
    select
        carts.cart_key,
        carts.customer_id,
        carts.channel,
        carts.device_type,
        carts.cart_status,
        carts.started_at,
        carts.last_touched_at,
        carts.last_stage,
        case when carts.cart_status = 'left' then carts.last_stage end as abandon_stage,
        carts.article_count,
        carts.item_quantity,
        carts.cart_amount_reporting,
        carts.purchased_at,
        carts.order_key,
        recoveries.recovered_at,
        recoveries.recovered_channel,
        recoveries.recovered_store_id,
        recoveries.recovered_order_key,
        recoveries.recovered_amount_reporting
    from carts
    left join recoveries
        on carts.cart_key = recoveries.cart_key
)

select * from final
