with orders as (
    select * from {{ ref('fct_orders') }}
),

stores as (
    select
        store_id,
        store_name
    from {{ ref('dim_stores') }}
),

final as (
    select
        orders.customer_id,
        orders.order_key,
        orders.source_system,
        orders.order_id,
        orders.channel,
        orders.store_id,
        stores.store_name,
        orders.ordered_at,
        orders.order_type,
        orders.order_status,
        orders.is_return,
        orders.is_cancelled,
        orders.original_order_key,
        orders.currency_code,
        orders.order_amount,
        orders.net_amount_reporting,
        orders.shipping_amount,
        orders.discount_amount,
        orders.line_count,
        orders.quantity,
        orders.has_promotion,
        orders.coupon_code,
        orders.payment_method,
        orders.device_type
    from orders
    left join stores
        on orders.store_id = stores.store_id
    where orders.customer_id is not null
)

select * from final
