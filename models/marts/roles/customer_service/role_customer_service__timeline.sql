with touchpoints as (
    select * from {{ ref('fct_touchpoints') }}
),

products as (
    select
        product_id,
        product_name
    from {{ ref('dim_products') }}
),

orders as (
    select
        order_key,
        customer_id,
        net_amount_reporting
    from {{ ref('fct_orders') }}
),

final as (
    select
        touchpoints.customer_id,
        touchpoints.touchpoint_key,
        touchpoints.touchpoint_at,
        touchpoints.channel,
        touchpoints.touchpoint_type,
        touchpoints.is_outbound,
        touchpoints.source_system,
        touchpoints.detail,
        touchpoints.product_id,
        products.product_name,
        touchpoints.category,
        touchpoints.device_type,
        touchpoints.order_key,
        orders.net_amount_reporting as order_net_amount_reporting
    from touchpoints
    left join products
        on touchpoints.product_id = products.product_id
    left join orders
        on
            touchpoints.order_key = orders.order_key
            and touchpoints.customer_id = orders.customer_id
    where touchpoints.customer_id is not null
)

select * from final
