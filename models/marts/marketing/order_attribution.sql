{#- A left join and nothing else: an order without touches keeps its whole amount on one row. -#}
with orders as (
    select
        orders.order_key,
        orders.customer_id,
        orders.channel,
        orders.ordered_at,
        orders.ordered_on,
        orders.is_return,
        orders.is_cancelled,
        orders.net_amount_reporting
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
),

credits as (
    select * from {{ ref('int_journeys__touch_credits') }}
),

order_touches as (
    select
        order_key,
        touch_key,
        touched_at,
        channel,
        touch_type,
        platform,
        campaign,
        touch_position,
        touch_count
    from {{ ref('int_journeys__order_touches') }}
),

final as (
    select
        orders.order_key || '|' || coalesce(credits.touch_key, 'unattributed')
            as order_attribution_key,
        orders.order_key,
        orders.customer_id,
        orders.channel as order_channel,
        orders.ordered_at,
        orders.ordered_on,
        orders.is_return,
        orders.is_cancelled,
        credits.credited_order_key,
        credits.touch_key,
        coalesce(order_touches.channel, 'unattributed') as channel,
        order_touches.touch_type,
        order_touches.platform,
        order_touches.campaign,
        order_touches.touched_at,
        order_touches.touch_position,
        coalesce(order_touches.touch_count, 0) as touch_count,
        case
            when credits.touch_key is null then orders.net_amount_reporting
            else credits.first_touch_amount_reporting
        end as first_touch_amount_reporting,
        case
            when credits.touch_key is null then orders.net_amount_reporting
            else credits.last_touch_amount_reporting
        end as last_touch_amount_reporting,
        case
            when credits.touch_key is null then orders.net_amount_reporting
            else credits.linear_amount_reporting
        end as linear_amount_reporting,
        case
            when credits.touch_key is null then orders.net_amount_reporting
            else credits.position_based_amount_reporting
        end as position_based_amount_reporting,
        case
            when credits.touch_key is null then orders.net_amount_reporting
            else credits.time_decay_amount_reporting
        end as time_decay_amount_reporting
    from orders
    left join credits
        on orders.order_key = credits.order_key
    left join order_touches
        on
            credits.credited_order_key = order_touches.order_key
            and credits.touch_key = order_touches.touch_key
)

select * from final
