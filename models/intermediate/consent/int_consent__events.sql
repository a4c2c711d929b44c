{#- A new system joins by one line here. -#}
with consent_events as (
    select
        'consent' as source_system,
        consent_event_id,
        contact_point,
        purpose,
        channel,
        status,
        event_at,
        collected_through,
        policy_version
    from {{ ref('stg_consent__events') }}

    union all

    select
        source_system,
        consent_event_id,
        contact_point,
        purpose,
        channel,
        status,
        event_at,
        collected_through,
        policy_version
    from {{ ref('stg_feeds__consents') }}
),

final as (
    select
        source_system || '|' || consent_event_id as consent_event_key,
        source_system,
        consent_event_id,
        contact_point,
        purpose,
        channel,
        status,
        event_at,
        collected_through,
        policy_version
    from consent_events
)

select * from final
