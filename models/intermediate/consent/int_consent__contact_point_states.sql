with consent_events as (
    select
        consent_event_key,
        contact_point,
        purpose,
        channel,
        status,
        event_at
    from {{ ref('int_consent__events') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

-- of two declarations in the same second the withdrawal counts
events_ranked as (
    select
        consent_events.*,
        row_number() over (
            partition by
                consent_events.contact_point, consent_events.purpose, consent_events.channel
            order by
                consent_events.event_at desc,
                consent_events.status desc,
                consent_events.consent_event_key asc
        ) as event_rank
    from consent_events
    cross join as_of
    where as_of.as_of_date is null or cast(consent_events.event_at as date) <= as_of.as_of_date
),

final as (
    select
        contact_point,
        purpose,
        channel,
        status = 'granted' as is_granted,
        event_at,
        consent_event_key
    from events_ranked
    where event_rank = 1
)

select * from final
