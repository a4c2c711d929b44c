with touchpoints as (
    select
        customer_id,
        touchpoint_key,
        touchpoint_at,
        touchpoint_type,
        session_key,
        device_type,
        category
    from {{ ref('int_activity__touchpoints') }}
    where customer_id is not null and source_system = 'web'
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

touchpoints_known as (
    select touchpoints.*
    from touchpoints
    left join as_of
        on 1 = 1
    where as_of.as_of_date is null or cast(touchpoints.touchpoint_at as date) <= as_of.as_of_date
),

visits_counted as (
    select
        customer_id,
        device_type,
        {{ weekday_name('cast(touchpoint_at as date)') }} as visit_weekday,
        count(distinct session_key) as visit_count
    from touchpoints_known
    group by customer_id, device_type, {{ weekday_name('cast(touchpoint_at as date)') }}
),

weekdays_ranked as (
    select
        customer_id,
        visit_weekday,
        row_number()
            over (partition by customer_id order by sum(visit_count) desc, visit_weekday asc)
            as weekday_rank
    from visits_counted
    group by customer_id, visit_weekday
),

devices_ranked as (
    select
        customer_id,
        device_type,
        row_number()
            over (partition by customer_id order by sum(visit_count) desc, device_type asc)
            as device_rank
    from visits_counted
    where device_type is not null
    group by customer_id, device_type
),

views_ranked as (
    select
        customer_id,
        category,
        touchpoint_at,
        row_number() over (
            partition by customer_id order by touchpoint_at desc, touchpoint_key asc
        ) as view_rank
    from touchpoints_known
    where category is not null
),

summarised as (
    select
        customer_id,
        count(distinct session_key) as web_visit_count,
        min(touchpoint_at) as first_web_visit_at,
        max(touchpoint_at) as last_web_visit_at
    from touchpoints_known
    group by customer_id
),

final as (
    select
        summarised.customer_id,
        summarised.web_visit_count,
        summarised.first_web_visit_at,
        summarised.last_web_visit_at,
        weekdays_ranked.visit_weekday as preferred_web_weekday,
        devices_ranked.device_type as preferred_web_device,
        views_ranked.category as last_viewed_category,
        views_ranked.touchpoint_at as last_viewed_at
    from summarised
    left join weekdays_ranked
        on
            summarised.customer_id = weekdays_ranked.customer_id
            and weekdays_ranked.weekday_rank = 1
    left join devices_ranked
        on summarised.customer_id = devices_ranked.customer_id and devices_ranked.device_rank = 1
    left join views_ranked
        on summarised.customer_id = views_ranked.customer_id and views_ranked.view_rank = 1
)

select * from final
