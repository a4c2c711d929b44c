with purchases as (
    select
        order_key,
        customer_id,
        channel,
        store_id,
        ordered_at,
        ordered_on,
        net_amount_reporting
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

paths as (
    select
        order_key,
        channel_path,
        channel_count,
        is_cross_channel
    from {{ ref('int_journeys__paths') }}
),

researched_orders as (
    select
        order_key,
        researched_by,
        researched_product_count
    from {{ ref('int_journeys__researched_orders') }}
),

touches_summed as (
    select
        order_key,
        count(*) as touch_count,
        min(touched_at) as first_touch_at,
        max(touched_at) as last_touch_at,
        max(case when touch_position = 1 then channel end) as first_touch_channel,
        max(case when touch_position = touch_count then channel end) as last_touch_channel
    from {{ ref('int_journeys__order_touches') }}
    group by order_key
),

final as (
    select
        purchases.order_key,
        purchases.customer_id,
        purchases.channel,
        purchases.store_id,
        purchases.ordered_at,
        purchases.ordered_on,
        purchases.net_amount_reporting as gross_amount_reporting,
        coalesce(touches_summed.touch_count, 0) as touch_count,
        touches_summed.first_touch_channel,
        touches_summed.last_touch_channel,
        touches_summed.first_touch_at,
        touches_summed.last_touch_at,
        {{ days_between('cast(touches_summed.first_touch_at as date)', 'purchases.ordered_on') }}
            as days_from_first_touch,
        paths.channel_path,
        paths.channel_count,
        paths.is_cross_channel,
        researched_orders.order_key is not null as is_researched_online,
        researched_orders.researched_by,
        coalesce(researched_orders.researched_product_count, 0) as researched_product_count
    from purchases
    inner join paths
        on purchases.order_key = paths.order_key
    left join touches_summed
        on purchases.order_key = touches_summed.order_key
    left join researched_orders
        on purchases.order_key = researched_orders.order_key
)

select * from final
