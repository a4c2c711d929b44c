{#- Site and app in the days up to each date. A visit over midnight is one of both days: what comes
    after a date must not move it. -#}
with web_days as (
    select
        customer_id,
        cast(event_at as date) as visited_on,
        count(distinct session_key) as visit_count,
        count(case when event_name = 'product_view' then 1 end) as product_view_count,
        count(case when event_name = 'search' then 1 end) as search_count
    from {{ ref('int_activity__web_events') }}
    where customer_id is not null
    group by customer_id, cast(event_at as date)
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

web_dated as (
    select
        web_days.*,
        dates.as_of_date,
        {{ days_between('web_days.visited_on', 'dates.as_of_date') }} as days_ago
    from web_days
    inner join dates
        on web_days.visited_on <= dates.as_of_date
),

final as (
    select
        customer_id,
        as_of_date,
        min(days_ago) as days_since_last_visit,
        cast(sum(case when days_ago < 30 then visit_count else 0 end) as bigint) as web_visits_30d,
        cast(sum(case when days_ago < 90 then visit_count else 0 end) as bigint) as web_visits_90d,
        cast(sum(case when days_ago < 30 then product_view_count else 0 end) as bigint)
            as product_views_30d,
        cast(sum(case when days_ago < 30 then search_count else 0 end) as bigint) as searches_30d
    from web_dated
    group by customer_id, as_of_date
)

select * from final
