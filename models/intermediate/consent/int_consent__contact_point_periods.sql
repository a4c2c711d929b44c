{%- set stated = var('as_of_date') -%}

with declarations as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        is_change,
        event_at,
        consent_event_key
    from {{ ref('int_consent__declarations') }}
    -- a withdrawal counts at once; only a profile of a stated day does not know later ones
    where
        is_counted
        and {{ "cast(event_at as date) <= cast('" ~ stated ~ "' as date)" if stated else '1 = 1' }}
),

-- who says the same again changes nothing: the period goes on
periods_numbered as (
    select
        *,
        sum(case when is_change then 1 else 0 end) over (
            partition by contact_key, purpose, channel
            order by event_at rows between unbounded preceding and current row
        ) as period_number
    from declarations
),

declarations_ranked as (
    select
        *,
        row_number() over (
            partition by contact_key, purpose, channel, period_number
            order by event_at desc
        ) as newest_first
    from periods_numbered
),

periods_melted as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        period_number,
        min(event_at) as valid_from,
        max(case when is_change then consent_event_key end) as consent_event_key,
        count(*) as declaration_count,
        max(event_at) as last_declared_at,
        max(case when newest_first = 1 then consent_event_key end) as last_consent_event_key
    from declarations_ranked
    group by contact_key, purpose, channel, is_granted, period_number
),

final as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        valid_from,
        lead(valid_from) over (
            partition by contact_key, purpose, channel
            order by valid_from
        ) as valid_before,
        consent_event_key,
        declaration_count,
        last_declared_at,
        last_consent_event_key
    from periods_melted
)

select * from final
