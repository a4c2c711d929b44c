with queue as (
    select * from {{ ref('identity_review_queue') }}
),

final as (
    select
        review_rank,
        left_customer_id,
        right_customer_id,
        left_record_key,
        right_record_key,
        match_weight,
        average_weight,
        pair_count,
        reason,
        left_net_amount_reporting,
        right_net_amount_reporting,
        suggested_decision
    from queue
)

select * from final
