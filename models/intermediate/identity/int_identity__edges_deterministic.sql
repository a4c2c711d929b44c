with rule_groups as (
    select
        rule_id,
        record_id,
        id_type,
        id_value,
        corroboration
    from {{ ref('int_identity__rule_groups') }}
),

centres_found as (
    select
        *,
        min(record_id) over (partition by rule_id, id_value, corroboration) as centre_record_id
    from rule_groups
),

final as (
    select
        centre_record_id as left_record_id,
        record_id as right_record_id,
        rule_id,
        id_type,
        id_value as evidence
    from centres_found
    where record_id <> centre_record_id
)

select * from final
