{#- One row per customer and action that something calls for: which is taken, and what speaks
    against each of the others. -#}
with triggers as (
    select * from {{ ref('int_actions__triggers') }}
),

actions as (
    select
        action_id,
        priority,
        can_be_done_in_store
    from {{ ref('next_best_action_rules') }}
),

restraints as (
    select
        customer_id,
        comes_to_store
    from {{ ref('int_actions__restraints') }}
),

-- whom nobody may write to can still be spoken to when they come
places_found as (
    select
        triggers.*,
        actions.priority,
        triggers.suppressed_by = 'no_consent'
        and actions.can_be_done_in_store
        and restraints.comes_to_store as is_left_to_store
    from triggers
    inner join actions
        on triggers.action_id = actions.action_id
    inner join restraints
        on triggers.customer_id = restraints.customer_id
),

places_named as (
    select
        customer_id,
        action_id,
        priority,
        trigger_id,
        dedupe_key,
        subject_key,
        fired_on,
        expires_on,
        case when is_left_to_store then 'store' else channel end as channel,
        consent_event_key,
        case when not coalesce(is_left_to_store, false) then suppressed_by end as suppressed_by,
        reason_text
    from places_found
),

occasions_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, action_id
            order by
                case when suppressed_by is null then 0 else 1 end asc,
                fired_on desc,
                dedupe_key asc
        ) as occasion_rank
    from places_named
),

actions_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by case when suppressed_by is null then 0 else 1 end asc, priority asc
        ) as action_rank
    from occasions_ranked
    where occasion_rank = 1
),

final as (
    select
        customer_id,
        action_id,
        priority,
        action_rank,
        action_rank = 1 and suppressed_by is null as is_chosen,
        trigger_id,
        dedupe_key,
        subject_key,
        fired_on,
        expires_on,
        case when suppressed_by is null then channel end as channel,
        case when suppressed_by is null and channel <> 'store' then consent_event_key end
            as consent_event_key,
        case
            when suppressed_by is not null then suppressed_by
            when action_rank > 1 then 'better_action'
        end as suppressed_by,
        reason_text
    from actions_ranked
)

select * from final
