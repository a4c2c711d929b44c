{#- What happened to carts, numbered cart by cart: a cart ends with a purchase, or when nobody
    touches it for cart_idle_days. A cart belongs to the person where one is known, so that it is
    one on two devices, else to the device. -#}
with web_events as (
    select
        web_events.event_id,
        web_events.customer_id,
        web_events.device_id,
        web_events.event_at,
        web_events.event_name,
        web_events.channel,
        web_events.device_type,
        web_events.product_id,
        web_events.quantity,
        web_events.unit_price,
        web_events.currency_code,
        web_events.order_key,
        cart_stages.stage_number
    from {{ ref('int_activity__web_events') }} as web_events
    inner join {{ ref('cart_stages') }} as cart_stages
        on web_events.event_name = cart_stages.event_name
),

orders as (
    select
        order_key,
        customer_id,
        ordered_at
    from {{ ref('int_activity__orders') }}
    where channel = 'web' and order_type = 'sale' and customer_id is not null
),

-- a confirmation that is looked at again on a later day tells of no purchase
events_in_time as (
    select web_events.*
    from web_events
    left join orders
        on web_events.order_key = orders.order_key
    where
        orders.order_key is null
        or {{ days_between(
            'cast(orders.ordered_at as date)', 'cast(web_events.event_at as date)'
        ) }} <= 1
),

orders_told as (
    select distinct order_key
    from events_in_time
    where order_key is not null
),

-- trackers miss purchases; the shop does not
events_listed as (
    select
        event_id as event_key,
        coalesce(customer_id, device_id) as owner_key,
        customer_id,
        event_at,
        event_name,
        channel,
        device_type,
        product_id,
        quantity,
        unit_price,
        currency_code,
        order_key,
        stage_number
    from events_in_time

    union all

    select
        orders.order_key as event_key,
        orders.customer_id as owner_key,
        orders.customer_id,
        orders.ordered_at as event_at,
        'purchase' as event_name,
        cast(null as varchar) as channel,
        cast(null as varchar) as device_type,
        cast(null as varchar) as product_id,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        orders.order_key,
        5 as stage_number
    from orders
    left join orders_told
        on orders.order_key = orders_told.order_key
    where orders_told.order_key is null
),

events_known as (
    select events_listed.*
    from events_listed
    inner join {{ ref('int_activity__as_of') }} as as_of
        on cast(events_listed.event_at as date) <= as_of.as_of_date
),

former_events_found as (
    select
        *,
        lag(event_name) over (
            partition by owner_key order by event_at asc, event_key asc
        ) as former_event_name,
        lag(event_at) over (
            partition by owner_key order by event_at asc, event_key asc
        ) as former_event_at
    from events_known
),

carts_numbered as (
    select
        *,
        sum(
            case
                when former_event_at is null or former_event_name = 'purchase' then 1
                when
                    {{ seconds_between('former_event_at', 'event_at') }}
                    > 86400 * {{ var('cart_idle_days') }}
                    then 1
                else 0
            end
        ) over (
            partition by owner_key
            order by event_at asc, event_key asc
            rows between unbounded preceding and current row
        ) as cart_number
    from former_events_found
),

final as (
    select
        -- named by what began it: who owns it may get another id
        first_value(event_key) over (
            partition by owner_key, cart_number
            order by event_at asc, event_key asc
            rows between unbounded preceding and unbounded following
        ) as cart_key,
        event_key,
        owner_key,
        customer_id,
        event_at,
        event_name,
        channel,
        device_type,
        product_id,
        quantity,
        unit_price,
        currency_code,
        order_key,
        stage_number
    from carts_numbered
)

select * from final
