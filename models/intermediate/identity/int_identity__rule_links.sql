with edges_deterministic as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__edges_deterministic') }}
),

rule_components as (
    select
        node,
        component
    from {{ ref('int_identity__rule_components') }}
),

dissolved_components as (
    select component
    from {{ ref('int_identity__dissolved_components') }}
),

final as (
    select distinct
        edges_deterministic.left_record_id,
        edges_deterministic.right_record_id,
        dissolved_components.component is null as is_certain
    from edges_deterministic
    inner join rule_components
        on edges_deterministic.left_record_id = rule_components.node
    left join dissolved_components
        on rule_components.component = dissolved_components.component
)

select * from final
