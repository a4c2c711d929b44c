with audit as (
    select * from {{ ref('identity_guard_audit') }}
),

final as (
    select
        left_record_key,
        right_record_key,
        rule_id,
        match_weight,
        reason,
        because_left_record_key,
        because_right_record_key,
        average_weight,
        left_customer_id,
        right_customer_id
    from audit
)

select * from final
