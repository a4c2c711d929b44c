{#- A new system joins by one model in this shape and one line here. -#}
with orders as (
    select * from {{ ref('int_activity__orders_feeds') }}
    union all
    select * from {{ ref('int_activity__orders_pos') }}
    union all
    select * from {{ ref('int_activity__orders_shop') }}
),

customer_ids as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

exchange_rates as (
    select
        currency_code,
        valid_from,
        valid_before,
        exchange_rate
    from {{ ref('int_activity__exchange_rates') }}
),

orders_keyed as (
    select
        orders.*,
        orders.source_system || '|' || orders.order_id as order_key,
        -- what counts: nothing for a cancelled order, less than nothing for a return
        case when orders.order_status = 'cancelled' then 0 else orders.order_amount end
            as net_amount,
        coalesce(orders.currency_code, '{{ var("reporting_currency") }}') as order_currency_code
    from orders
),

final as (
    select
        orders_keyed.order_key,
        orders_keyed.source_system,
        orders_keyed.order_id,
        orders_keyed.record_key,
        customer_ids.customer_id,
        orders_keyed.channel,
        orders_keyed.store_id,
        orders_keyed.ordered_at,
        cast(orders_keyed.ordered_at as date) as ordered_on,
        orders_keyed.order_type,
        orders_keyed.order_status,
        orders_keyed.order_type = 'return' as is_return,
        orders_keyed.order_status = 'cancelled' as is_cancelled,
        orders_keyed.original_order_key,
        orders_keyed.order_currency_code as currency_code,
        cast(orders_keyed.order_amount as decimal(18, 2)) as order_amount,
        cast(orders_keyed.net_amount as decimal(18, 2)) as net_amount,
        cast(round(orders_keyed.net_amount * exchange_rates.exchange_rate, 2) as decimal(18, 2))
            as net_amount_reporting,
        exchange_rates.exchange_rate,
        cast(orders_keyed.shipping_amount as decimal(18, 2)) as shipping_amount,
        orders_keyed.coupon_code,
        orders_keyed.payment_method,
        orders_keyed.device_type
    from orders_keyed
    left join customer_ids
        on orders_keyed.record_key = customer_ids.record_key
    left join exchange_rates
        on
            orders_keyed.order_currency_code = exchange_rates.currency_code
            and cast(orders_keyed.ordered_at as date) >= exchange_rates.valid_from
            and cast(orders_keyed.ordered_at as date) < exchange_rates.valid_before
)

select * from final
