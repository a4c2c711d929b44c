with order_journeys as (
    select
        {{ first_of_month('order_journeys.ordered_on') }} as order_month,
        order_journeys.touch_count,
        order_journeys.channel_count,
        order_journeys.is_cross_channel,
        order_journeys.is_researched_online,
        coalesce(channels.is_physical, false) as is_physical
    from {{ ref('order_journeys') }} as order_journeys
    left join {{ ref('channels') }} as channels
        on order_journeys.channel = channels.channel
),

months_summed as (
    select
        order_month,
        count(*) as order_count,
        count(case when touch_count > 0 then 1 end) as touched_order_count,
        count(case when is_cross_channel then 1 end) as cross_channel_order_count,
        count(case when is_physical then 1 end) as store_order_count,
        count(case when is_researched_online then 1 end) as researched_order_count,
        sum(touch_count) as touch_count
    from order_journeys
    group by order_month
),

final as (
    select
        order_month,
        order_count,
        touched_order_count,
        cross_channel_order_count,
        cast(cast(cross_channel_order_count as decimal(18, 4)) / order_count as decimal(5, 4))
            as cross_channel_order_share,
        store_order_count,
        researched_order_count,
        cast(
            cast(researched_order_count as decimal(18, 4)) / nullif(store_order_count, 0)
            as decimal(5, 4)
        ) as researched_order_share,
        cast(cast(touch_count as decimal(18, 4)) / order_count as decimal(18, 2))
            as average_touch_count
    from months_summed
)

select * from final
