-- Claims that each customer has one action; that every action which goes to a channel stands in
-- campaign_triggers, goes out there or is left to the store for want of a consent, and has not
-- expired; that nothing is sold to who has an open complaint; that every candidate not taken says
-- why; and that customer_360 shows the same action.
with actions as (
    select
        customer_id,
        action_id,
        channel,
        dedupe_key,
        expires_on,
        as_of_date
    from {{ ref('next_best_action') }}
),

triggers as (
    select
        dedupe_key,
        customer_id,
        action_id,
        suppressed_by
    from {{ ref('campaign_triggers') }}
),

complaints as (
    select distinct customer_id
    from {{ ref('fct_support_tickets') }}
    where is_complaint and is_open
),

profiles as (
    select
        customer_id,
        next_best_action,
        next_best_action_channel
    from {{ ref('customer_360') }}
),

faults_listed as (
    select
        actions.customer_id,
        'not in the profile' as fault
    from actions
    left join profiles
        on
            actions.customer_id = profiles.customer_id
            and actions.action_id = profiles.next_best_action
            and actions.channel = profiles.next_best_action_channel
    where profiles.customer_id is null

    union all

    select
        profiles.customer_id,
        'a profile without an action' as fault
    from profiles
    left join actions
        on profiles.customer_id = actions.customer_id
    where actions.customer_id is null

    union all

    select
        actions.customer_id,
        'no trigger, or a suppressed one' as fault
    from actions
    left join triggers
        on
            actions.dedupe_key = triggers.dedupe_key
            and actions.customer_id = triggers.customer_id
            and actions.action_id = triggers.action_id
    where
        actions.action_id <> 'none'
        and (
            triggers.dedupe_key is null
            or coalesce(triggers.suppressed_by, '')
            <> case when actions.channel = 'store' then 'no_consent' else '' end
        )

    union all

    select
        customer_id,
        'expired' as fault
    from actions
    where action_id <> 'none' and (expires_on < as_of_date or expires_on is null)

    union all

    select
        actions.customer_id,
        'sold to who complains' as fault
    from actions
    inner join {{ ref('next_best_action_rules') }} as rules
        on actions.action_id = rules.action_id
    inner join complaints
        on actions.customer_id = complaints.customer_id
    where rules.is_selling

    union all

    select
        customer_id,
        'neither taken nor told why not' as fault
    from {{ ref('next_best_action_candidates') }}
    where is_chosen = (suppressed_by is not null)
)

select * from faults_listed
