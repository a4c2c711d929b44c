with actions as (
    select * from {{ ref('next_best_action') }}
),

final as (
    select
        customer_id,
        action_id,
        action_type,
        channel,
        consent_event_key,
        reason_code,
        reason_text,
        fired_on,
        expires_on,
        subject_key,
        suppressed_action_count,
        description,
        description_it
    from actions
)

select * from final
