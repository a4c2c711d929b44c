{#- The one action for each customer; nothing where nothing is due or all that is due is
    suppressed. -#}
with customers as (
    select customer_id
    from {{ ref('int_profile__customers') }}
),

candidates as (
    select * from {{ ref('int_actions__candidates') }}
),

actions as (
    select
        action_id,
        action_type,
        description,
        description_it
    from {{ ref('next_best_action_rules') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

candidates_counted as (
    select
        customer_id,
        count(*) as candidate_count
    from candidates
    group by customer_id
),

actions_taken as (
    select
        customers.customer_id,
        as_of.as_of_date,
        case when candidates.is_chosen then candidates.action_id else 'none' end as action_id,
        case when candidates.is_chosen then candidates.channel else 'none' end as channel,
        case when candidates.is_chosen then candidates.consent_event_key end
            as consent_event_key,
        coalesce(
            case when candidates.is_chosen then candidates.trigger_id else candidates.suppressed_by
            end,
            'nothing_due'
        ) as reason_code,
        case
            when candidates.is_chosen then candidates.reason_text
            when candidates.customer_id is null then 'Nothing is due'
            else 'Not ' || candidates.action_id || ': ' || candidates.suppressed_by
        end as reason_text,
        case when candidates.is_chosen then candidates.dedupe_key end as dedupe_key,
        case when candidates.is_chosen then candidates.subject_key end as subject_key,
        case when candidates.is_chosen then candidates.fired_on end as fired_on,
        case when candidates.is_chosen then candidates.expires_on end as expires_on,
        coalesce(candidates_counted.candidate_count, 0)
        - case when candidates.is_chosen then 1 else 0 end as suppressed_action_count
    from customers
    cross join as_of
    left join candidates
        on
            customers.customer_id = candidates.customer_id
            and candidates.action_rank = 1
    left join candidates_counted
        on customers.customer_id = candidates_counted.customer_id
),

final as (
    select
        actions_taken.customer_id,
        actions_taken.action_id,
        actions.action_type,
        actions_taken.channel,
        actions_taken.consent_event_key,
        actions_taken.reason_code,
        actions_taken.reason_text,
        actions_taken.fired_on,
        actions_taken.expires_on,
        actions_taken.dedupe_key,
        actions_taken.subject_key,
        cast(actions_taken.suppressed_action_count as bigint) as suppressed_action_count,
        actions.description,
        actions.description_it,
        actions_taken.as_of_date
    from actions_taken
    inner join actions
        on actions_taken.action_id = actions.action_id
)

select * from final
