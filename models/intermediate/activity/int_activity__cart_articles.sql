with cart_events as (
    select
        cart_key,
        event_at,
        event_name,
        product_id,
        quantity,
        unit_price,
        currency_code
    from {{ ref('int_activity__cart_events') }}
    where event_name in ('add_to_cart', 'remove_from_cart') and product_id is not null
),

exchange_rates as (
    select
        currency_code,
        valid_from,
        valid_before,
        exchange_rate
    from {{ ref('int_activity__exchange_rates') }}
),

final as (
    select
        cart_events.cart_key,
        cart_events.product_id,
        cast(
            greatest(
                0,
                sum(
                    case when cart_events.event_name = 'add_to_cart' then 1 else -1 end
                    * coalesce(cart_events.quantity, 1)
                )
            ) as decimal(18, 3)
        ) as quantity,
        -- the tracker's price without a currency is in the reporting currency
        max(
            cart_events.unit_price
            * case
                when cart_events.currency_code is null then 1
                else exchange_rates.exchange_rate
            end
        ) as unit_price_reporting
    from cart_events
    left join exchange_rates
        on
            cart_events.currency_code = exchange_rates.currency_code
            and cast(cart_events.event_at as date) >= exchange_rates.valid_from
            and cast(cart_events.event_at as date) < exchange_rates.valid_before
    group by cart_events.cart_key, cart_events.product_id
)

select * from final
