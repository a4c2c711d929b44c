with steward_decisions as (
    select
        decision_id,
        decision,
        left_record_key,
        right_record_key,
        decided_by,
        decided_on,
        reason
    from {{ ref('steward_decisions') }}
),

records as (
    select
        record_id,
        record_key
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

machine_answers as (
    select
        decision_id,
        machine_decision,
        machine_basis,
        match_weight
    from {{ ref('int_identity__steward_machine_answers') }}
),

records_found as (
    select
        steward_decisions.*,
        left_records.record_id is null as is_left_missing,
        right_records.record_id is null as is_right_missing,
        left_customers.customer_id as left_customer_id,
        right_customers.customer_id as right_customer_id,
        coalesce(left_customers.customer_id = right_customers.customer_id, false)
            as is_one_customer
    from steward_decisions
    left join records as left_records
        on steward_decisions.left_record_key = left_records.record_key
    left join records as right_records
        on steward_decisions.right_record_key = right_records.record_key
    left join customer_ids as left_customers
        on left_records.record_id = left_customers.record_id
    left join customer_ids as right_customers
        on right_records.record_id = right_customers.record_id
),

final as (
    select
        records_found.decision_id,
        records_found.decision,
        records_found.left_record_key,
        records_found.right_record_key,
        records_found.decided_by,
        records_found.decided_on,
        records_found.reason,
        case
            when records_found.is_left_missing or records_found.is_right_missing then 'waiting'
            when records_found.is_one_customer = (records_found.decision = 'link') then 'honoured'
            else 'broken'
        end as status,
        case
            when records_found.is_left_missing and records_found.is_right_missing then 'both'
            when records_found.is_left_missing then 'left'
            when records_found.is_right_missing then 'right'
        end as missing_record,
        records_found.left_customer_id,
        records_found.right_customer_id,
        machine_answers.machine_decision,
        machine_answers.machine_basis,
        machine_answers.match_weight
    from records_found
    left join machine_answers
        on records_found.decision_id = machine_answers.decision_id
)

select * from final
