{#- Who was left out on purpose was not written to: no interaction
    (int_activity__message_recipients). -#}
with email_events as (
    select
        event_id,
        event_type,
        event_at,
        campaign_id,
        subscriber_id,
        email,
        link_url,
        link_category,
        device_type
    from {{ ref('stg_email__events') }}
    where event_type <> 'held_out'
),

campaigns as (
    select
        campaign_id,
        channel,
        topic
    from {{ ref('stg_email__campaigns') }}
),

subscribers_of_addresses as (
    select
        email,
        min(subscriber_id) as subscriber_id
    from {{ ref('stg_email__subscribers') }}
    where email is not null
    group by email
),

final as (
    select
        'email|' || email_events.event_id as touchpoint_key,
        'email' as source_system,
        'email.events' as source_table,
        'email|subscriber|'
        || coalesce(email_events.subscriber_id, subscribers_of_addresses.subscriber_id)
            as record_key,
        email_events.event_at as touchpoint_at,
        coalesce(campaigns.channel, 'email') as channel,
        email_events.event_type as touchpoint_type,
        email_events.event_type in ('sent', 'bounced') as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        email_events.device_type,
        cast(null as varchar) as product_id,
        coalesce(email_events.link_category, campaigns.topic) as category,
        email_events.link_url as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as order_key,
        cast(null as varchar) as ad_click_id,
        cast(null as varchar) as utm_source,
        cast(null as varchar) as utm_medium,
        email_events.campaign_id as utm_campaign
    from email_events
    left join campaigns
        on email_events.campaign_id = campaigns.campaign_id
    left join subscribers_of_addresses
        on email_events.email = subscribers_of_addresses.email
)

select * from final
