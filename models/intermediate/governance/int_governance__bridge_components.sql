{{ config(materialized='connected_components') }}

with bridge_nodes as (
    select
        node,
        system_taken_away,
        customer_id,
        record_id
    from {{ ref('int_governance__bridge_nodes') }}
),

rule_groups as (
    select
        rule_id,
        record_id,
        id_value,
        corroboration
    from {{ ref('int_identity__rule_groups') }}
),

further_links as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__edges') }}
    where rule_id in ('weights', 'steward')
),

-- who shares a value is linked directly, also where the record in the middle is taken away
links_of_rules as (
    select
        bridge_nodes.node as right_node,
        min(bridge_nodes.node) over (
            partition by
                bridge_nodes.system_taken_away,
                bridge_nodes.customer_id,
                rule_groups.rule_id,
                rule_groups.id_value,
                rule_groups.corroboration
        ) as left_node
    from bridge_nodes
    inner join rule_groups
        on bridge_nodes.record_id = rule_groups.record_id
),

final as (
    select
        left_node,
        right_node
    from links_of_rules
    where left_node <> right_node

    union all

    select
        left_nodes.node as left_node,
        right_nodes.node as right_node
    from further_links
    inner join bridge_nodes as left_nodes
        on further_links.left_record_id = left_nodes.record_id
    inner join bridge_nodes as right_nodes
        on
            further_links.right_record_id = right_nodes.record_id
            and left_nodes.system_taken_away = right_nodes.system_taken_away
)

select * from final
