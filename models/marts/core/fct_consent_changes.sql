{{ config(materialized='view') }}

with declarations as (
    select
        consent_event_key,
        source_system,
        consent_event_id,
        contact_point,
        purpose,
        channel,
        changed_from,
        status,
        is_change,
        event_at,
        collected_through,
        policy_version
    from {{ ref('int_consent__declarations') }}
),

final as (
    select
        consent_event_key,
        source_system,
        consent_event_id,
        contact_point,
        purpose,
        channel,
        changed_from,
        status,
        is_change,
        event_at,
        collected_through,
        policy_version
    from declarations
)

select * from final
