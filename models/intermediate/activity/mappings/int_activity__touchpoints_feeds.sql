with touchpoints as (
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

final as (
    select
        source_system || '|' || touchpoint_id as touchpoint_key,
        source_system,
        'feeds.touchpoints' as source_table,
        source_system || '|feed|' || source_record_id as record_key,
        touchpoint_at,
        channel,
        touchpoint_type,
        false as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        device_type,
        product_code as product_id,
        category,
        detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as order_key,
        cast(null as varchar) as ad_click_id,
        cast(null as varchar) as utm_source,
        cast(null as varchar) as utm_medium,
        cast(null as varchar) as utm_campaign
    from touchpoints
)

select * from final
