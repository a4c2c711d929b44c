-- Claims that each persona's next best action, its channel and reason, and what it holds back are
-- what seeds/expected/expected_next_best_actions.csv worked out by hand.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        persona,
        record_key,
        action_id,
        channel,
        reason_code,
        coalesce(suppressed_actions, '') as suppressed_actions
    from {{ ref('expected_next_best_actions') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('customer_identities') }}
),

suppressions_listed as (
    select
        customer_id,
        string_agg(action_id || ':' || suppressed_by, ' ' order by action_id asc)
            as suppressed_actions
    from {{ ref('next_best_action_candidates') }}
    where suppressed_by is not null
    group by customer_id
),

final as (
    select
        expected.persona,
        expected.action_id,
        next_best_action.action_id as actual_action_id,
        expected.channel,
        next_best_action.channel as actual_channel,
        expected.reason_code,
        next_best_action.reason_code as actual_reason_code,
        expected.suppressed_actions,
        coalesce(suppressions_listed.suppressed_actions, '') as actual_suppressed_actions
    from expected
    left join identities
        on expected.record_key = identities.record_key
    left join {{ ref('next_best_action') }} as next_best_action
        on identities.customer_id = next_best_action.customer_id
    left join suppressions_listed
        on identities.customer_id = suppressions_listed.customer_id
    where
        expected.action_id is distinct from next_best_action.action_id
        or expected.channel is distinct from next_best_action.channel
        or expected.reason_code is distinct from next_best_action.reason_code
        or expected.suppressed_actions
        is distinct from coalesce(suppressions_listed.suppressed_actions, '')
)

select * from final
