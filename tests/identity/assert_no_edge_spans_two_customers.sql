-- Claims that records which a rule links are one customer: the components settled and ids follow
-- them. This is NOT a test that the rule is right.
with customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

final as (
    select
        edges.left_record_id,
        edges.right_record_id,
        edges.rule_id
    from {{ ref('int_identity__edges') }} as edges
    left join customer_ids as left_records
        on edges.left_record_id = left_records.record_id
    left join customer_ids as right_records
        on edges.right_record_id = right_records.record_id
    where left_records.customer_id is distinct from right_records.customer_id
)

select * from final
