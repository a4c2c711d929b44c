with web_events as (
    select
        event_id,
        event_at,
        event_name,
        device_id,
        account_id,
        session_id,
        device_type,
        product_code,
        category,
        content_topic,
        search_term,
        page_url,
        quantity,
        unit_price,
        currency_code,
        order_id,
        app_platform,
        ad_click_id,
        utm_source,
        utm_medium,
        utm_campaign
    from {{ ref('stg_web__events') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

-- the account where somebody is logged in, else the one person who uses the device; an account
-- that nobody knows is somebody else
people_named as (
    select
        *,
        case
            when account_id is not null then 'shop|account|' || account_id
            else 'web|device|' || device_id
        end as record_key
    from web_events
),

silences_measured as (
    select
        *,
        lag(event_at) over (
            partition by device_id, session_id is null order by event_at asc, event_id asc
        ) as former_event_at
    from people_named
),

visits_numbered as (
    select
        *,
        sum(
            case
                when
                    {{ seconds_between('former_event_at', 'event_at') }}
                    <= 60 * {{ var('session_gap_minutes') }}
                    then 0
                else 1
            end
        ) over (
            partition by device_id, session_id is null
            order by event_at asc, event_id asc
            rows between unbounded preceding and current row
        ) as visit_number
    from silences_measured
),

final as (
    select
        visits_numbered.event_id,
        visits_numbered.record_key,
        identities.customer_id,
        visits_numbered.event_at,
        visits_numbered.event_name,
        case when visits_numbered.app_platform is null then 'web' else 'app' end as channel,
        visits_numbered.device_id,
        -- a tracker's own session is believed
        visits_numbered.device_id
        || '|'
        || coalesce(
            visits_numbered.session_id, '#' || cast(visits_numbered.visit_number as varchar)
        ) as session_key,
        visits_numbered.device_type,
        visits_numbered.product_code as product_id,
        visits_numbered.category,
        visits_numbered.content_topic,
        visits_numbered.search_term,
        visits_numbered.page_url,
        visits_numbered.quantity,
        visits_numbered.unit_price,
        visits_numbered.currency_code,
        'shop|' || visits_numbered.order_id as order_key,
        visits_numbered.ad_click_id,
        visits_numbered.utm_source,
        visits_numbered.utm_medium,
        visits_numbered.utm_campaign
    from visits_numbered
    left join identities
        on visits_numbered.record_key = identities.record_key
)

select * from final
