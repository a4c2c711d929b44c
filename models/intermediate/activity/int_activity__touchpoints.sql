{#- A new system joins by one model in this shape and one line here. -#}
with touchpoints as (
    select * from {{ ref('int_activity__touchpoints_ads') }}
    union all
    select * from {{ ref('int_activity__touchpoints_email') }}
    union all
    select * from {{ ref('int_activity__touchpoints_feeds') }}
    union all
    select * from {{ ref('int_activity__touchpoints_orders') }}
    union all
    select * from {{ ref('int_activity__touchpoints_social') }}
    union all
    select * from {{ ref('int_activity__touchpoints_support') }}
    union all
    select * from {{ ref('int_activity__touchpoints_survey') }}
    union all
    select * from {{ ref('int_activity__touchpoints_web') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

final as (
    select
        touchpoints.touchpoint_key,
        touchpoints.source_system,
        touchpoints.source_table,
        touchpoints.record_key,
        identities.customer_id,
        touchpoints.touchpoint_at,
        touchpoints.channel,
        touchpoints.touchpoint_type,
        touchpoints.is_outbound,
        touchpoints.device_id,
        touchpoints.session_key,
        touchpoints.device_type,
        touchpoints.product_id,
        touchpoints.category,
        touchpoints.detail,
        touchpoints.quantity,
        touchpoints.unit_price,
        touchpoints.currency_code,
        touchpoints.order_key,
        touchpoints.ad_click_id,
        touchpoints.utm_source,
        touchpoints.utm_medium,
        touchpoints.utm_campaign
    from touchpoints
    left join identities
        on touchpoints.record_key = identities.record_key
)

select * from final
