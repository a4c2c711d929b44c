with email_events as (
    select
        event_id,
        event_type,
        event_at,
        campaign_id,
        subscriber_id,
        email
    from {{ ref('stg_email__events') }}
    where campaign_id is not null
),

campaigns as (
    select
        campaign_id,
        coalesce(channel, 'email') as channel,
        topic,
        offer_code
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

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

recipients_named as (
    select
        email_events.campaign_id,
        email_events.event_type,
        email_events.event_at,
        'email|subscriber|'
        || coalesce(email_events.subscriber_id, subscribers_of_addresses.subscriber_id)
            as record_key
    from email_events
    left join subscribers_of_addresses
        on email_events.email = subscribers_of_addresses.email
),

recipients_summed as (
    select
        campaign_id,
        record_key,
        max(case when event_type = 'held_out' then 1 else 0 end) = 1 as is_held_out,
        {% for event_type in [
            'sent', 'held_out', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained'
        ] %}
        min(case when event_type = '{{ event_type }}' then event_at end) as {{ event_type }}_at,
        {% endfor %}
        count(*) as event_count
    from recipients_named
    where record_key is not null
    group by campaign_id, record_key
),

final as (
    select
        recipients_summed.campaign_id || '|' || recipients_summed.record_key
            as message_recipient_key,
        recipients_summed.campaign_id,
        recipients_summed.record_key,
        identities.customer_id,
        coalesce(campaigns.channel, 'email') as channel,
        campaigns.topic,
        campaigns.offer_code,
        recipients_summed.is_held_out,
        coalesce(recipients_summed.sent_at, recipients_summed.held_out_at) as sent_at,
        recipients_summed.opened_at,
        recipients_summed.clicked_at,
        recipients_summed.bounced_at,
        recipients_summed.unsubscribed_at,
        recipients_summed.complained_at,
        recipients_summed.event_count
    from recipients_summed
    left join campaigns
        on recipients_summed.campaign_id = campaigns.campaign_id
    left join identities
        on recipients_summed.record_key = identities.record_key
)

select * from final
