with orders as (
    select
        source_system,
        order_id,
        source_record_id,
        channel,
        store_id,
        ordered_at,
        order_type,
        original_order_id,
        status,
        currency_code,
        order_amount,
        shipping_amount,
        coupon_code,
        payment_method,
        device_type
    from {{ ref('stg_feeds__orders') }}
),

-- a feed may bring lines alone; the order is then worth what its lines add up to
line_amounts as (
    select
        source_system,
        order_id,
        sum(line_amount) as line_amount
    from {{ ref('stg_feeds__order_lines') }}
    group by source_system, order_id
),

final as (
    select
        orders.source_system,
        orders.order_id,
        orders.source_system || '|feed|' || orders.source_record_id as record_key,
        orders.channel,
        orders.store_id,
        orders.ordered_at,
        orders.order_type,
        orders.source_system || '|' || orders.original_order_id as original_order_key,
        orders.status as order_status,
        orders.currency_code,
        case
            when orders.order_type = 'return'
                then -abs(coalesce(orders.order_amount, line_amounts.line_amount, 0))
            else coalesce(orders.order_amount, line_amounts.line_amount, 0)
        end as order_amount,
        orders.shipping_amount,
        orders.coupon_code,
        orders.payment_method,
        orders.device_type
    from orders
    left join line_amounts
        on
            orders.source_system = line_amounts.source_system
            and orders.order_id = line_amounts.order_id
)

select * from final
