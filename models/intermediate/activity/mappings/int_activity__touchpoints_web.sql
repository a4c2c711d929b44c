with web_events as (
    select * from {{ ref('int_activity__web_events') }}
),

final as (
    select
        'web|' || event_id as touchpoint_key,
        'web' as source_system,
        'web.events' as source_table,
        record_key,
        event_at as touchpoint_at,
        channel,
        event_name as touchpoint_type,
        false as is_outbound,
        device_id,
        session_key,
        device_type,
        product_id,
        coalesce(category, content_topic) as category,
        coalesce(search_term, page_url) as detail,
        quantity,
        unit_price,
        currency_code,
        order_key,
        ad_click_id,
        utm_source,
        utm_medium,
        utm_campaign
    from web_events
)

select * from final
