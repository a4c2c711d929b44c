with records as (
    select
        record_id,
        record_key,
        record_type,
        given_name_key,
        created_at
    from {{ ref('int_identity__records') }}
),

atoms as (
    select
        node,
        component
    from {{ ref('int_identity__atoms') }}
),

linkage as (
    select
        node,
        cluster
    from {{ ref('int_identity__linkage') }}
),

final as (
    select
        records.record_id,
        records.record_key,
        records.record_type,
        records.created_at,
        records.given_name_key is not null as has_name,
        atoms.node is not null or linkage.node is not null as is_linked,
        coalesce(linkage.cluster, atoms.component, records.record_id) as cluster_id
    from records
    left join atoms
        on records.record_id = atoms.node
    left join linkage
        on coalesce(atoms.component, records.record_id) = linkage.node
)

select * from final
