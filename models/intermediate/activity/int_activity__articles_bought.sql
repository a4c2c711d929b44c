with orders as (
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
        quantity,
        net_amount_reporting
    from {{ ref('int_activity__order_lines') }}
    where customer_id is not null and product_id is not null
),

final as (
    select
        orders.customer_id,
        order_lines.product_id,
        orders.order_key,
        orders.channel,
        orders.store_id,
        orders.ordered_at,
        sum(order_lines.quantity) as quantity,
        sum(order_lines.net_amount_reporting) as net_amount_reporting
    from order_lines
    inner join orders
        on order_lines.order_key = orders.order_key
    group by
        orders.customer_id,
        order_lines.product_id,
        orders.order_key,
        orders.channel,
        orders.store_id,
        orders.ordered_at
)

select * from final
