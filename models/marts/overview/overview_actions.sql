with actions as (
    select
        action_type,
        action_id,
        channel
    from {{ ref('next_best_action') }}
),

actions_counted as (
    select
        action_type,
        action_id,
        channel,
        count(*) as customer_count
    from actions
    group by action_type, action_id, channel
),

actions_judged as (
    select
        *,
        {{ is_merged_group('customer_count', '1', 'action_id, channel') }} as is_merged
    from actions_counted
),

final as (
    select
        case when is_merged then 'other' else action_type end as action_type,
        case when is_merged then 'other' else action_id end as action_id,
        case when is_merged then 'other' else channel end as channel,
        cast(sum(customer_count) as bigint) as customer_count
    from actions_judged
    group by
        case when is_merged then 'other' else action_type end,
        case when is_merged then 'other' else action_id end,
        case when is_merged then 'other' else channel end
    having sum(customer_count) >= {{ var('small_group_people') }}
)

select * from final
