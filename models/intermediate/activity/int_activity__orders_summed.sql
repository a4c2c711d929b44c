with orders as (
    select
        order_key,
        source_system,
        order_id,
        record_key,
        customer_id,
        channel,
        store_id,
        ordered_at,
        ordered_on,
        order_type,
        order_status,
        is_return,
        is_cancelled,
        original_order_key,
        currency_code,
        order_amount,
        net_amount,
        net_amount_reporting,
        shipping_amount,
        coupon_code,
        payment_method,
        device_type
    from {{ ref('int_activity__orders') }}
),

lines_summed as (
    select
        order_key,
        count(*) as line_count,
        sum(quantity) as quantity,
        sum(line_amount) as line_amount,
        sum(discount_amount) as discount_amount,
        max(case when promotion_code is not null then 1 else 0 end) = 1 as has_promotion
    from {{ ref('int_activity__order_lines') }}
    group by order_key
),

final as (
    select
        orders.order_key,
        orders.source_system,
        orders.order_id,
        orders.record_key,
        orders.customer_id,
        orders.customer_id is null as is_anonymous,
        orders.channel,
        orders.store_id,
        orders.ordered_at,
        orders.ordered_on,
        orders.order_type,
        orders.order_status,
        orders.is_return,
        orders.is_cancelled,
        orders.original_order_key,
        orders.currency_code,
        orders.order_amount,
        orders.net_amount,
        orders.net_amount_reporting,
        orders.shipping_amount,
        cast(coalesce(lines_summed.line_amount, 0) as decimal(18, 2)) as line_amount,
        cast(coalesce(lines_summed.discount_amount, 0) as decimal(18, 2)) as discount_amount,
        coalesce(lines_summed.line_count, 0) as line_count,
        cast(coalesce(lines_summed.quantity, 0) as decimal(18, 3)) as quantity,
        coalesce(lines_summed.has_promotion, false)
        or orders.coupon_code is not null as has_promotion,
        orders.coupon_code,
        orders.payment_method,
        orders.device_type
    from orders
    left join lines_summed
        on orders.order_key = lines_summed.order_key
)

select * from final
