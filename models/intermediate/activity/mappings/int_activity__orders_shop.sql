with orders as (
    select
        order_id,
        account_id,
        status,
        ordered_at,
        currency_code,
        total_amount,
        shipping_amount,
        coupon_code,
        payment_method,
        device_type,
        case
            when account_id is not null then 'shop|account|' || account_id
            else 'shop|guest_order|' || order_id
        end as record_key
    from {{ ref('stg_shop__orders') }}
),

refunds as (
    select
        refund_id,
        order_id,
        refunded_at,
        refund_amount
    from {{ ref('stg_shop__refunds') }}
),

sales as (
    select
        'shop' as source_system,
        order_id,
        record_key,
        'web' as channel,
        cast(null as varchar) as store_id,
        ordered_at,
        'sale' as order_type,
        cast(null as varchar) as original_order_key,
        case when status = 'cancelled' then 'cancelled' else 'completed' end as order_status,
        currency_code,
        total_amount as order_amount,
        shipping_amount,
        coupon_code,
        payment_method,
        device_type
    from orders
),

-- money paid back is a return of its own, on the day on which it happened
returns as (
    select
        'shop' as source_system,
        'refund:' || refunds.refund_id as order_id,
        orders.record_key,
        'web' as channel,
        cast(null as varchar) as store_id,
        refunds.refunded_at as ordered_at,
        'return' as order_type,
        'shop|' || refunds.order_id as original_order_key,
        -- money paid back for an order that counts nothing counts nothing either
        case when orders.status = 'cancelled' then 'cancelled' else 'completed' end
            as order_status,
        orders.currency_code,
        -refunds.refund_amount as order_amount,
        cast(0 as decimal(18, 2)) as shipping_amount,
        cast(null as varchar) as coupon_code,
        orders.payment_method,
        orders.device_type
    from refunds
    inner join orders
        on refunds.order_id = orders.order_id
),

final as (
    select * from sales
    union all
    select * from returns
)

select * from final
