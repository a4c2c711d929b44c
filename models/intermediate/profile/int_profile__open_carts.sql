{#- What was put into the cart since the last purchase in the web shop and not taken out again. -#}
with touchpoints as (
    select
        customer_id,
        touchpoint_at,
        touchpoint_type,
        product_id,
        quantity,
        unit_price,
        currency_code
    from {{ ref('int_activity__touchpoints') }}
    where
        customer_id is not null
        and touchpoint_type in ('add_to_cart', 'remove_from_cart', 'purchase')
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

exchange_rates as (
    select
        currency_code,
        valid_from,
        valid_before,
        exchange_rate
    from {{ ref('int_activity__exchange_rates') }}
),

touchpoints_known as (
    select touchpoints.*
    from touchpoints
    left join as_of
        on 1 = 1
    where as_of.as_of_date is null or cast(touchpoints.touchpoint_at as date) <= as_of.as_of_date
),

purchases as (
    select
        customer_id,
        touchpoint_at as purchased_at
    from touchpoints_known
    where touchpoint_type = 'purchase'
    union all
    -- trackers miss purchases; the shop does not
    select
        orders.customer_id,
        orders.ordered_at as purchased_at
    from {{ ref('int_activity__orders') }} as orders
    inner join as_of
        on orders.ordered_on <= as_of.as_of_date
    where orders.channel = 'web' and orders.order_type = 'sale' and orders.customer_id is not null
),

last_purchases as (
    select
        customer_id,
        max(purchased_at) as purchased_at
    from purchases
    group by customer_id
),

articles_in_cart as (
    select
        touchpoints_known.customer_id,
        touchpoints_known.product_id,
        sum(
            case when touchpoints_known.touchpoint_type = 'add_to_cart' then 1 else -1 end
            * coalesce(touchpoints_known.quantity, 1)
        ) as quantity,
        max(
            touchpoints_known.unit_price
            * case
                when touchpoints_known.currency_code is null then 1
                else exchange_rates.exchange_rate
            end
        ) as unit_price_reporting,
        max(touchpoints_known.touchpoint_at) as last_changed_at
    from touchpoints_known
    left join last_purchases
        on touchpoints_known.customer_id = last_purchases.customer_id
    left join exchange_rates
        on
            touchpoints_known.currency_code = exchange_rates.currency_code
            and cast(touchpoints_known.touchpoint_at as date) >= exchange_rates.valid_from
            and cast(touchpoints_known.touchpoint_at as date) < exchange_rates.valid_before
    where
        touchpoints_known.touchpoint_type <> 'purchase'
        and touchpoints_known.product_id is not null
        and (
            last_purchases.purchased_at is null
            or touchpoints_known.touchpoint_at > last_purchases.purchased_at
        )
    group by touchpoints_known.customer_id, touchpoints_known.product_id
),

final as (
    select
        customer_id,
        cast(sum(quantity) as decimal(18, 3)) as open_cart_quantity,
        cast(round(sum(quantity * unit_price_reporting), 2) as decimal(18, 2))
            as open_cart_amount_reporting,
        max(last_changed_at) as open_cart_left_at
    from articles_in_cart
    where quantity > 0
    group by customer_id
)

select * from final
