with rows_checked as (
    select * from {{ ref('base_web__events') }}
),

final as (
    select
        event_id,
        device_id,
        account_id,
        session_id,
        product_code,
        order_id,
        ad_click_id,
        event_name,
        device_type,
        page_url,
        category,
        search_term,
        currency_code,
        utm_source,
        utm_medium,
        utm_campaign,
        content_topic,
        app_platform,
        quantity,
        unit_price,
        event_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
