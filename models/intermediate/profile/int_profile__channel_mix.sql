with touchpoints as (
    select
        customer_id,
        coalesce(channel, 'unknown') as channel,
        touchpoint_at,
        touchpoint_type,
        is_outbound,
        session_key
    from {{ ref('int_activity__touchpoints') }}
    where customer_id is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

orders as (
    select
        customer_id,
        channel,
        is_purchase,
        net_amount_reporting
    from {{ ref('int_activity__orders_known') }}
),

touchpoints_counted as (
    select
        touchpoints.customer_id,
        touchpoints.channel,
        count(*) as touchpoint_count,
        count(distinct touchpoints.session_key) as session_count,
        count(case when touchpoints.touchpoint_type = 'sent' then 1 end) as message_count,
        count(case when touchpoints.touchpoint_type = 'opened' then 1 end) as open_count,
        count(case when touchpoints.touchpoint_type = 'clicked' then 1 end) as click_count,
        max(case when not touchpoints.is_outbound then touchpoints.touchpoint_at end)
            as last_used_at
    from touchpoints
    inner join as_of
        on cast(touchpoints.touchpoint_at as date) <= as_of.as_of_date
    group by touchpoints.customer_id, touchpoints.channel
),

orders_counted as (
    select
        customer_id,
        channel,
        count(case when is_purchase then 1 end) as order_count,
        sum(net_amount_reporting) as net_amount_reporting
    from orders
    group by customer_id, channel
),

orders_totalled as (
    select
        customer_id,
        sum(order_count) as order_count
    from orders_counted
    group by customer_id
),

final as (
    select
        touchpoints_counted.customer_id,
        touchpoints_counted.channel,
        touchpoints_counted.touchpoint_count,
        touchpoints_counted.session_count,
        touchpoints_counted.message_count,
        touchpoints_counted.open_count,
        touchpoints_counted.click_count,
        coalesce(orders_counted.order_count, 0) as order_count,
        case
            when orders_totalled.order_count > 0
                then cast(
                    cast(coalesce(orders_counted.order_count, 0) as decimal(18, 4))
                    / orders_totalled.order_count as decimal(5, 4)
                )
        end as order_share,
        cast(coalesce(orders_counted.net_amount_reporting, 0) as decimal(18, 2))
            as net_amount_reporting,
        touchpoints_counted.last_used_at
    from touchpoints_counted
    left join orders_counted
        on
            touchpoints_counted.customer_id = orders_counted.customer_id
            and touchpoints_counted.channel = orders_counted.channel
    left join orders_totalled
        on touchpoints_counted.customer_id = orders_totalled.customer_id
)

select * from final
