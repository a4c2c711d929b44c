with interactions as (
    select
        interaction_id,
        interaction_at,
        platform,
        profile_id,
        interaction_type,
        sentiment,
        topic,
        product_code
    from {{ ref('stg_social__interactions') }}
),

final as (
    select
        'social|' || interaction_id as touchpoint_key,
        'social' as source_system,
        'social.interactions' as source_table,
        'social|profile|' || profile_id as record_key,
        interaction_at as touchpoint_at,
        'social' as channel,
        coalesce(interaction_type, 'mention') as touchpoint_type,
        false as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        cast(null as varchar) as device_type,
        product_code as product_id,
        topic as category,
        sentiment as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as order_key,
        cast(null as varchar) as ad_click_id,
        platform as utm_source,
        cast(null as varchar) as utm_medium,
        cast(null as varchar) as utm_campaign
    from interactions
)

select * from final
