{%- set stated = var('as_of_date') -%}

with consent_events as (
    select
        consent_event_key,
        {{ contact_key('contact_point') }} as contact_key,
        purpose,
        channel,
        status,
        event_at
    from {{ ref('int_consent__events') }}
    {%- if stated %}
    -- a withdrawal counts at once; only a profile of a stated day does not know later ones
    where cast(event_at as date) <= cast('{{ stated }}' as date)
    {%- endif %}
),

-- of two declarations in the same second the withdrawal counts
events_ranked as (
    select
        *,
        row_number() over (
            partition by contact_key, purpose, channel
            order by event_at desc, status desc, consent_event_key asc
        ) as event_rank
    from consent_events
),

final as (
    select
        contact_key,
        purpose,
        channel,
        status = 'granted' as is_granted,
        event_at,
        consent_event_key
    from events_ranked
    where event_rank = 1
)

select * from final
