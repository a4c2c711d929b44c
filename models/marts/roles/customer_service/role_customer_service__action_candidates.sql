with candidates as (
    select * from {{ ref('next_best_action_candidates') }}
),

final as (
    select
        customer_id,
        action_id,
        priority,
        action_rank,
        is_chosen,
        trigger_id,
        dedupe_key,
        subject_key,
        fired_on,
        expires_on,
        channel,
        consent_event_key,
        suppressed_by,
        reason_text
    from candidates
)

select * from final
