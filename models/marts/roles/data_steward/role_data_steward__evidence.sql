with evidence as (
    select * from {{ ref('identity_evidence') }}
),

final as (
    select
        left_record_key,
        right_record_key,
        is_one_customer,
        is_contradiction,
        found_by_rule,
        match_weight,
        evidence
    from evidence
)

select * from final
