{#- What holds now is the period that has not ended: the rules of time stand there alone. -#}
with contact_point_periods as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        valid_before,
        last_declared_at,
        last_consent_event_key
    from {{ ref('int_consent__contact_point_periods') }}
),

final as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        last_declared_at as event_at,
        last_consent_event_key as consent_event_key
    from contact_point_periods
    where valid_before is null
)

select * from final
