with triggers as (
    select * from {{ ref('campaign_triggers') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        triggers.customer_id,
        triggers.dedupe_key,
        triggers.trigger_id,
        triggers.action_id,
        triggers.subject_key,
        triggers.happened_on,
        triggers.fired_on,
        triggers.expires_on,
        triggers.channel,
        triggers.has_consent,
        triggers.consent_event_key,
        triggers.suppressed_by,
        triggers.reason_text
    from triggers
    inner join reachable
        on triggers.customer_id = reachable.customer_id
)

select * from final
