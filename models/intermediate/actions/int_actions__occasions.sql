{#- Everything that has happened and is an occasion to act, dated and still valid, each once. -#}
with events as (
    select * from {{ ref('int_actions__events_carts') }}
    union all
    select * from {{ ref('int_actions__events_points') }}
    union all
    select * from {{ ref('int_actions__events_service') }}
    union all
    select * from {{ ref('int_actions__events_lifecycle') }}
    union all
    select
        trigger_id,
        customer_id,
        subject_key,
        happened_on,
        ends_on,
        event_value,
        detail,
        is_done
    from {{ ref('int_actions__events_articles') }}
),

triggers as (
    select
        trigger_id,
        action_id,
        delay_days,
        valid_days,
        cooldown_days,
        least_value,
        hold_out_share,
        reason_text
    from {{ ref('campaign_trigger_rules') }}
    where is_enabled
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

events_dated as (
    select
        events.trigger_id,
        events.customer_id,
        events.subject_key,
        events.happened_on,
        events.ends_on,
        events.event_value,
        events.is_done,
        triggers.action_id,
        triggers.cooldown_days,
        triggers.hold_out_share,
        triggers.valid_days,
        as_of.as_of_date,
        {{ add_days('events.happened_on', 'triggers.delay_days') }} as fired_on,
        replace(
            replace(triggers.reason_text, '{detail}', coalesce(events.detail, 'something')),
            '{date}',
            cast(events.happened_on as varchar)
        ) as reason_text
    from events
    inner join triggers
        on events.trigger_id = triggers.trigger_id
    cross join as_of
    where events.event_value >= coalesce(triggers.least_value, events.event_value)
),

events_followed as (
    select
        *,
        {{ add_days('fired_on', 'valid_days') }} as valid_until,
        case
            when
                {{ days_between(
                    'lag(fired_on) over (
                        partition by customer_id, trigger_id order by fired_on asc, subject_key asc
                    )',
                    'fired_on'
                ) }} < cooldown_days
                then 0
            else 1
        end as begins_run
    from events_dated
    where fired_on <= as_of_date
),

runs_numbered as (
    select
        *,
        sum(begins_run) over (
            partition by customer_id, trigger_id
            order by fired_on asc, subject_key asc
            rows between unbounded preceding and current row
        ) as run_number
    from events_followed
),

-- of events that follow each other closely the first in each stretch of cooldown_days goes out
stretches_numbered as (
    select
        *,
        floor(
            {{ days_between(
                'min(fired_on) over (partition by customer_id, trigger_id, run_number)', 'fired_on'
            ) }} / greatest(cooldown_days, 1.0)
        ) as stretch_number
    from runs_numbered
),

events_fired as (
    select
        *,
        row_number() over (
            partition by customer_id, trigger_id, run_number, stretch_number
            order by fired_on asc, subject_key asc
        ) as place_in_stretch
    from stretches_numbered
),

final as (
    select
        trigger_id || '|' || customer_id || '|' || subject_key as dedupe_key,
        trigger_id,
        action_id,
        customer_id,
        subject_key,
        happened_on,
        fired_on,
        least(valid_until, coalesce(ends_on, valid_until)) as expires_on,
        is_done,
        place_in_stretch > 1 as is_cooling_down,
        {{ random_share("trigger_id || '|' || customer_id") }} < hold_out_share as is_held_out,
        reason_text
    from events_fired
    where least(valid_until, coalesce(ends_on, valid_until)) >= as_of_date
)

select * from final
