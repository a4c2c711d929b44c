with steward_decisions as (
    select
        decision_id,
        decision,
        left_record_key,
        right_record_key
    from {{ ref('steward_decisions') }}
),

records as (
    select
        record_id,
        record_key
    from {{ ref('int_identity__records') }}
),

-- a decision about a record that is gone waits for its return
final as (
    select
        steward_decisions.decision_id,
        steward_decisions.decision,
        least(left_records.record_id, right_records.record_id) as left_record_id,
        greatest(left_records.record_id, right_records.record_id) as right_record_id
    from steward_decisions
    inner join records as left_records
        on steward_decisions.left_record_key = left_records.record_key
    inner join records as right_records
        on steward_decisions.right_record_key = right_records.record_key
)

select * from final
