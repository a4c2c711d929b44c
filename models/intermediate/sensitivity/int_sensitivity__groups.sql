{#- Who would be one person with another threshold: the records of today's customers, grouped three
    times. What is certain stays together at each of them; only the average evidence decides anew. -#}
with customer_records as (
    select
        record_id,
        record_key,
        cluster_id
    from {{ ref('int_identity__customer_ids') }}
),

records as (
    select
        record_key,
        source_system
    from {{ ref('int_identity__records') }}
),

devices as (
    select
        record_key,
        account_record_key
    from {{ ref('int_identity__devices') }}
),

followers as (
    select
        record_id,
        leader_record_id
    from {{ ref('int_identity__followers') }}
),

atoms as (
    select
        node,
        component
    from {{ ref('int_identity__atoms') }}
),

linkage_strict as (
    select
        node,
        cluster
    from {{ ref('int_sensitivity__linkage_strict') }}
),

linkage_loose as (
    select
        node,
        cluster
    from {{ ref('int_sensitivity__linkage_loose') }}
),

-- who follows somebody without a name goes where the one goes who is followed
records_placed as (
    select
        customer_records.record_key,
        customer_records.cluster_id,
        coalesce(followers.leader_record_id, customer_records.record_id) as placed_by
    from customer_records
    left join followers
        on customer_records.record_id = followers.record_id
),

records_with_atoms as (
    select
        records_placed.record_key,
        records_placed.cluster_id,
        coalesce(atoms.component, records_placed.placed_by) as node
    from records_placed
    left join atoms
        on records_placed.placed_by = atoms.node
),

records_grouped as (
    select
        records_with_atoms.record_key,
        coalesce(linkage_strict.cluster, records_with_atoms.node) as strict_group,
        records_with_atoms.cluster_id as medium_group,
        coalesce(linkage_loose.cluster, records_with_atoms.node) as loose_group
    from records_with_atoms
    left join linkage_strict
        on records_with_atoms.node = linkage_strict.node
    left join linkage_loose
        on records_with_atoms.node = linkage_loose.node
),

-- a device belongs to whom the account belongs that logged in on it
final as (
    select
        records_grouped.record_key,
        records.source_system,
        records_grouped.strict_group,
        records_grouped.medium_group,
        records_grouped.loose_group
    from records_grouped
    inner join records
        on records_grouped.record_key = records.record_key

    union all

    select
        devices.record_key,
        'web' as source_system,
        records_grouped.strict_group,
        records_grouped.medium_group,
        records_grouped.loose_group
    from devices
    inner join records_grouped
        on devices.account_record_key = records_grouped.record_key
)

select * from final
