-- Claims that no edge rests on a value that more people hold than a household has, or on a
-- placeholder.
select
    edges.left_record_id,
    edges.right_record_id,
    edges.rule_id
from {{ ref('int_identity__edges_deterministic') }} as edges
inner join {{ ref('int_identity__identifier_values') }} as identifier_values
    on
        edges.id_type = identifier_values.id_type
        and edges.evidence = identifier_values.id_value
where identifier_values.value_scope in ('hub', 'placeholder')
