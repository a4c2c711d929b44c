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
        search_term,
        quantity,
        unit_price,
        currency_code,
        order_id,
        page_url,
        utm_source,
        utm_medium,
        utm_campaign
    from {{ ref('stg_web__events') }}
),

feed_touchpoints as (
    select
        source_system,
        touchpoint_id,
        source_record_id,
        touchpoint_at,
        channel,
        touchpoint_type,
        device_type,
        product_code,
        category,
        detail
    from {{ ref('stg_feeds__touchpoints') }}
),

accounts as (
    select
        source_record_id as account_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where source_system = 'shop' and record_type = 'account'
),

devices as (
    select
        device_id,
        customer_id
    from {{ ref('int_identity__devices') }}
),

feed_records as (
    select
        source_system,
        source_record_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where record_type = 'feed'
),

-- the account where somebody is logged in, else the one person who uses the device
web_touchpoints as (
    select
        'web|' || web_events.event_id as touchpoint_key,
        'web' as source_system,
        coalesce(accounts.customer_id, devices.customer_id) as customer_id,
        web_events.event_at as touchpoint_at,
        'web' as channel,
        web_events.event_name as touchpoint_type,
        web_events.device_id,
        web_events.session_id,
        web_events.device_type,
        web_events.product_code as product_id,
        web_events.category,
        coalesce(web_events.search_term, web_events.page_url) as detail,
        web_events.quantity,
        web_events.unit_price,
        web_events.currency_code,
        'shop|' || web_events.order_id as order_key,
        web_events.utm_source,
        web_events.utm_medium,
        web_events.utm_campaign
    from web_events
    left join accounts
        on web_events.account_id = accounts.account_id
    -- logged in with an account that nobody knows is somebody else, not the device's person
    left join devices
        on
            web_events.device_id = devices.device_id
            and web_events.account_id is null
),

final as (
    select
        touchpoint_key,
        source_system,
        customer_id,
        touchpoint_at,
        channel,
        touchpoint_type,
        device_id,
        session_id,
        device_type,
        product_id,
        category,
        detail,
        quantity,
        unit_price,
        currency_code,
        order_key,
        utm_source,
        utm_medium,
        utm_campaign
    from web_touchpoints

    union all

    select
        feed_touchpoints.source_system || '|' || feed_touchpoints.touchpoint_id as touchpoint_key,
        feed_touchpoints.source_system,
        feed_records.customer_id,
        feed_touchpoints.touchpoint_at,
        feed_touchpoints.channel,
        feed_touchpoints.touchpoint_type,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_id,
        feed_touchpoints.device_type,
        feed_touchpoints.product_code as product_id,
        feed_touchpoints.category,
        feed_touchpoints.detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as order_key,
        cast(null as varchar) as utm_source,
        cast(null as varchar) as utm_medium,
        cast(null as varchar) as utm_campaign
    from feed_touchpoints
    left join feed_records
        on
            feed_touchpoints.source_system = feed_records.source_system
            and feed_touchpoints.source_record_id = feed_records.source_record_id
)

select * from final
