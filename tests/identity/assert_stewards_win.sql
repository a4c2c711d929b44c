-- Claims that two records that a steward linked are one customer and two that a steward keeps apart
-- are not, whatever rules and weights say. Fails for keep_apart when links of other stewards, with
-- rules between them, lead from one to the other: say which of them is wrong.
with decisions as (
    select
        decision_id,
        decision,
        left_record_key,
        right_record_key
    from {{ ref('steward_decisions') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('customer_identities') }}
),

records as (
    select record_key
    from {{ ref('int_identity__records') }}
),

final as (
    select
        decisions.decision_id,
        decisions.decision
    from decisions
    inner join records as left_records
        on decisions.left_record_key = left_records.record_key
    inner join records as right_records
        on decisions.right_record_key = right_records.record_key
    left join identities as left_identities
        on decisions.left_record_key = left_identities.record_key
    left join identities as right_identities
        on decisions.right_record_key = right_identities.record_key
    where
        coalesce(left_identities.customer_id = right_identities.customer_id, false)
        <> (decisions.decision = 'link')
)

select * from final
