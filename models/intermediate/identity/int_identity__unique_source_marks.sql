with records as (
    select
        record_id,
        source_system,
        record_type
    from {{ ref('int_identity__records') }}
),

rule_components as (
    select
        node,
        component
    from {{ ref('int_identity__rule_components') }}
),

-- a bit for each system without duplicates
unique_sources as (
    select
        source_system,
        record_type,
        cast(power(2, row_number() over (order by source_system, record_type) - 1) as bigint)
            as source_bit
    from {{ ref('unique_sources') }}
),

final as (
    select
        records.record_id,
        coalesce(rule_components.component, records.record_id) as component,
        unique_sources.source_bit
    from records
    inner join unique_sources
        on
            records.source_system = unique_sources.source_system
            and records.record_type = unique_sources.record_type
    left join rule_components
        on records.record_id = rule_components.node
)

select * from final
