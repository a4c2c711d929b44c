with bridge_nodes as (
    select
        node,
        system_taken_away,
        customer_id
    from {{ ref('int_governance__bridge_nodes') }}
),

bridge_components as (
    select
        node,
        component
    from {{ ref('int_governance__bridge_components') }}
),

systems as (
    select
        system_number,
        source_system
    from {{ ref('int_governance__systems') }}
),

final as (
    select
        systems.source_system,
        bridge_nodes.customer_id,
        count(distinct coalesce(bridge_components.component, bridge_nodes.node)) as part_count
    from bridge_nodes
    inner join systems
        on bridge_nodes.system_taken_away = systems.system_number
    left join bridge_components
        on bridge_nodes.node = bridge_components.node
    group by systems.source_system, bridge_nodes.customer_id
    having count(distinct coalesce(bridge_components.component, bridge_nodes.node)) > 1
)

select * from final
