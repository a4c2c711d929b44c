with web_events as (
    select
        event_id,
        customer_id,
        event_at,
        event_name,
        channel,
        device_id,
        session_key,
        device_type,
        order_key,
        ad_click_id,
        utm_source,
        utm_medium,
        utm_campaign
    from {{ ref('int_activity__web_events') }}
),

cart_stages as (
    select
        event_name,
        stage_number
    from {{ ref('cart_stages') }}
),

events_ranked as (
    select
        *,
        row_number() over (
            partition by session_key order by event_at asc, event_id asc
        ) as place_in_session,
        -- who logged in last is whose visit it was
        row_number() over (
            partition by session_key
            order by
                case when customer_id is null then 1 else 0 end asc,
                event_at desc,
                event_id desc
        ) as person_rank
    from web_events
),

sessions_summed as (
    select
        events_ranked.session_key,
        min(events_ranked.device_id) as device_id,
        max(case when events_ranked.person_rank = 1 then events_ranked.customer_id end)
            as customer_id,
        min(events_ranked.event_at) as started_at,
        max(events_ranked.event_at) as ended_at,
        count(*) as event_count,
        count(case when events_ranked.event_name = 'product_view' then 1 end)
            as product_view_count,
        count(case when events_ranked.event_name = 'search' then 1 end) as search_count,
        max(cart_stages.stage_number) as last_stage_number,
        max(events_ranked.order_key) as order_key,
        {% for column in [
            'channel', 'device_type', 'ad_click_id', 'utm_source', 'utm_medium', 'utm_campaign'
        ] %}
        max(case when events_ranked.place_in_session = 1 then events_ranked.{{ column }} end)
            as {{ column }},
        {% endfor %}
        max(case when events_ranked.place_in_session = 1 then events_ranked.event_id end)
            as first_event_id
    from events_ranked
    left join cart_stages
        on events_ranked.event_name = cart_stages.event_name
    group by events_ranked.session_key
),

stages_named as (
    select
        stage_number,
        min(cart_stage) as cart_stage
    from {{ ref('cart_stages') }}
    group by stage_number
),

final as (
    select
        sessions_summed.session_key,
        sessions_summed.customer_id,
        sessions_summed.device_id,
        sessions_summed.channel,
        sessions_summed.device_type,
        sessions_summed.started_at,
        sessions_summed.ended_at,
        {{ seconds_between('sessions_summed.started_at', 'sessions_summed.ended_at') }}
            as duration_seconds,
        sessions_summed.event_count,
        sessions_summed.product_view_count,
        sessions_summed.search_count,
        stages_named.cart_stage as last_cart_stage,
        sessions_summed.order_key,
        sessions_summed.ad_click_id,
        sessions_summed.utm_source,
        sessions_summed.utm_medium,
        sessions_summed.utm_campaign
    from sessions_summed
    left join stages_named
        on sessions_summed.last_stage_number = stages_named.stage_number
)

select * from final
