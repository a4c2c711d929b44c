with edges as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        id_type,
        evidence,
        match_weight
    from {{ ref('int_identity__edges') }}
),

evidence_told as (
    select
        left_record_id,
        right_record_id,
        evidence
    from {{ ref('int_identity__evidence_told') }}
),

customer_ids as (
    select
        record_id,
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

devices as (
    select
        record_key,
        device_id,
        account_record_key,
        customer_id
    from {{ ref('int_identity__devices') }}
),

final as (
    select
        left_records.record_key as left_record_key,
        right_records.record_key as right_record_key,
        left_records.customer_id,
        edges.rule_id,
        edges.id_type,
        case when edges.rule_id = 'weights' then evidence_told.evidence else edges.evidence end
            as evidence,
        edges.match_weight
    from edges
    inner join customer_ids as left_records
        on edges.left_record_id = left_records.record_id
    inner join customer_ids as right_records
        on edges.right_record_id = right_records.record_id
    left join evidence_told
        on
            edges.left_record_id = evidence_told.left_record_id
            and edges.right_record_id = evidence_told.right_record_id

    union all

    select
        account_record_key as left_record_key,
        record_key as right_record_key,
        customer_id,
        'device_login' as rule_id,
        'device' as id_type,
        device_id as evidence,
        cast(null as double) as match_weight
    from devices
)

select * from final
