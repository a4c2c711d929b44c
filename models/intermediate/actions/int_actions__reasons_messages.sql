{#- How a customer turned away from our messages: left the newsletter, withdrew a consent, opens
    none. -#}
with recipients as (
    select
        message_recipient_key,
        customer_id,
        cast(unsubscribed_at as date) as unsubscribed_on
    from {{ ref('int_activity__message_recipients') }}
    where customer_id is not null and unsubscribed_at is not null
),

withdrawals as (
    select
        customer_id,
        channel,
        cast(declared_at as date) as withdrawn_on,
        consent_event_key
    from {{ ref('int_consent__customer_states') }}
    where purpose = 'marketing' and not is_permitted
),

messages as (
    select
        customer_id,
        emails_received_90d,
        email_engagement_status
    from {{ ref('int_profile__messages') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

risk_reasons as (
    select
        evidence_type,
        least_value
    from {{ ref('risk_reasons') }}
),

signs_listed as (
    select
        customer_id,
        'unsubscribed' as evidence_type,
        message_recipient_key as evidence_key,
        unsubscribed_on as evidence_on,
        'newsletter' as detail
    from recipients

    union all

    select
        customer_id,
        'consent_withdrawn' as evidence_type,
        consent_event_key as evidence_key,
        withdrawn_on as evidence_on,
        channel as detail
    from withdrawals

    union all

    select
        messages.customer_id,
        'messages_ignored' as evidence_type,
        cast(null as varchar) as evidence_key,
        as_of.as_of_date as evidence_on,
        cast(messages.emails_received_90d as varchar) as detail
    from messages
    cross join as_of
    inner join risk_reasons
        on
            risk_reasons.evidence_type = 'messages_ignored'
            and messages.emails_received_90d >= risk_reasons.least_value
    where messages.email_engagement_status = 'ignores'
),

final as (
    select
        signs_listed.customer_id,
        signs_listed.evidence_type,
        signs_listed.evidence_key,
        signs_listed.evidence_on,
        signs_listed.detail,
        cast(1 as double precision) as intensity
    from signs_listed
    inner join as_of
        on signs_listed.evidence_on <= as_of.as_of_date
)

select * from final
