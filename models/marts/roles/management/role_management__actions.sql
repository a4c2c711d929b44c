with actions as (
    select * from {{ ref('overview_actions') }}
),

final as (
    select
        action_type,
        action_id,
        channel,
        customer_count
    from actions
)

select * from final
