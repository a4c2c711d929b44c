with decisions as (
    select * from {{ ref('identity_steward_decisions') }}
),

final as (
    select
        decision_id,
        decision,
        left_record_key,
        right_record_key,
        decided_by,
        decided_on,
        reason,
        status,
        missing_record,
        left_customer_id,
        right_customer_id,
        machine_decision,
        machine_basis,
        match_weight
    from decisions
)

select * from final
