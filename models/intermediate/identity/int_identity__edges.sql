{#- Every link between two records, whoever found it: the fuzzy edges and the stewards'
    decisions are further lines of this union. -#}
with edges_deterministic as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        id_type,
        evidence
    from {{ ref('int_identity__edges_deterministic') }}
),

final as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        id_type,
        evidence
    from edges_deterministic
)

select * from final
