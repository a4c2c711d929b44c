with order_journeys as (
    select
        order_key,
        customer_id,
        ordered_at,
        touch_count,
        first_touch_channel,
        last_touch_channel,
        channel_path,
        is_cross_channel,
        is_researched_online
    from {{ ref('order_journeys') }}
),

touches_ranked as (
    select
        customer_id,
        touched_at,
        channel,
        touch_type,
        row_number() over (
            partition by customer_id order by touched_at desc, touch_key desc
        ) as touch_rank
    from {{ ref('int_journeys__touches') }}
),

journeys_summed as (
    select
        customer_id,
        count(*) as journey_count,
        count(case when touch_count > 0 then 1 end) as touched_journey_count,
        count(case when is_cross_channel then 1 end) as cross_channel_journey_count,
        count(case when is_researched_online then 1 end) as researched_journey_count
    from order_journeys
    group by customer_id
),

habits_counted as (
    {%- for habit in ['first_touch_channel', 'last_touch_channel', 'channel_path'] %}
    select
        customer_id,
        '{{ habit }}' as habit,
        {{ habit }} as habit_value,
        count(*) as journey_count,
        max(ordered_at) as last_ordered_at
    from order_journeys
    where {{ habit }} is not null
    group by customer_id, {{ habit }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- as often: the one used last
habits_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, habit
            order by journey_count desc, last_ordered_at desc, habit_value asc
        ) as habit_rank
    from habits_counted
),

habits_side_by_side as (
    select
        customer_id,
        max(case when habit = 'first_touch_channel' then habit_value end) as usual_first_channel,
        max(case when habit = 'last_touch_channel' then habit_value end) as usual_last_channel,
        max(case when habit = 'channel_path' then habit_value end) as most_common_path
    from habits_ranked
    where habit_rank = 1
    group by customer_id
),

customers_listed as (
    select customer_id
    from journeys_summed
    union
    select customer_id
    from touches_ranked
),

final as (
    select
        customers_listed.customer_id,
        coalesce(journeys_summed.journey_count, 0) as journey_count,
        coalesce(journeys_summed.touched_journey_count, 0) as touched_journey_count,
        coalesce(journeys_summed.cross_channel_journey_count, 0) as cross_channel_journey_count,
        cast(
            cast(journeys_summed.cross_channel_journey_count as decimal(18, 4))
            / journeys_summed.journey_count as decimal(5, 4)
        ) as cross_channel_share,
        coalesce(journeys_summed.researched_journey_count, 0) as researched_journey_count,
        habits_side_by_side.usual_first_channel,
        habits_side_by_side.usual_last_channel,
        habits_side_by_side.most_common_path,
        touches_ranked.touched_at as last_touch_at,
        touches_ranked.channel as last_touch_channel,
        touches_ranked.touch_type as last_touch_type
    from customers_listed
    left join journeys_summed
        on customers_listed.customer_id = journeys_summed.customer_id
    left join habits_side_by_side
        on customers_listed.customer_id = habits_side_by_side.customer_id
    left join touches_ranked
        on
            customers_listed.customer_id = touches_ranked.customer_id
            and touches_ranked.touch_rank = 1
)

select * from final
