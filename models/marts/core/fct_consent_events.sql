{{ config(materialized='view') }}

with consent_events as (
    select
        consent_event_key,
        source_system,
        consent_event_id,
        contact_point,
        purpose,
        channel,
        status,
        event_at,
        collected_through,
        policy_version
    from {{ ref('int_consent__events') }}
),

final as (
    select
        consent_event_key,
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
