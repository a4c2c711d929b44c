with consent_events as (
    select
        consent_event_key,
        source_system,
        consent_event_id,
        contact_point,
        {{ contact_key('contact_point') }} as contact_key,
        purpose,
        channel,
        status,
        status = 'granted' as is_granted,
        event_at,
        collected_through,
        policy_version
    from {{ ref('int_consent__events') }}
),

-- of two declarations in the same second the withdrawal counts
declarations_ranked as (
    select
        *,
        row_number() over (
            partition by contact_key, purpose, channel, event_at
            order by is_granted asc, consent_event_key asc
        ) as rank_in_second
    from consent_events
),

declarations_followed as (
    select
        contact_key,
        purpose,
        channel,
        event_at,
        lag(status) over (
            partition by contact_key, purpose, channel
            order by event_at
        ) as changed_from,
        lag(is_granted) over (
            partition by contact_key, purpose, channel
            order by event_at
        ) as was_granted
    from declarations_ranked
    where rank_in_second = 1
),

final as (
    select
        declarations_ranked.consent_event_key,
        declarations_ranked.source_system,
        declarations_ranked.consent_event_id,
        declarations_ranked.contact_point,
        declarations_ranked.contact_key,
        declarations_ranked.purpose,
        declarations_ranked.channel,
        declarations_followed.changed_from,
        declarations_ranked.status,
        declarations_ranked.is_granted,
        declarations_ranked.rank_in_second = 1 as is_counted,
        declarations_ranked.rank_in_second = 1
        and (
            declarations_followed.was_granted is null
            or declarations_followed.was_granted <> declarations_ranked.is_granted
        ) as is_change,
        declarations_ranked.event_at,
        declarations_ranked.collected_through,
        declarations_ranked.policy_version
    from declarations_ranked
    inner join declarations_followed
        on
            declarations_ranked.contact_key = declarations_followed.contact_key
            and declarations_ranked.purpose = declarations_followed.purpose
            and declarations_ranked.channel = declarations_followed.channel
            and declarations_ranked.event_at = declarations_followed.event_at
)

select * from final
