{#- Beppe and Giuseppe share an e-mail, so that no rule may link the address alone; the weights find
    that they are one. Then who gave the address without a name is that one too. -#}
with linked_records as (
    select
        record_id,
        has_name,
        is_linked,
        cluster_id
    from {{ ref('int_identity__linked_records') }}
),

shared_identifiers as (
    select
        identifiers.record_id,
        identifiers.id_type,
        identifiers.id_value
    from {{ ref('int_identity__identifiers') }} as identifiers
    inner join {{ ref('int_identity__identifier_values') }} as identifier_values
        on
            identifiers.id_type = identifier_values.id_type
            and identifiers.id_value = identifier_values.id_value
    where identifier_values.value_scope = 'shared'
),

records_decided_on as (
    select left_record_id as record_id
    from {{ ref('int_identity__steward_pairs') }}
    union
    select right_record_id as record_id
    from {{ ref('int_identity__steward_pairs') }}
),

-- only those that nothing else links, and of whom no steward said anything
nameless_identifiers as (
    select
        shared_identifiers.record_id,
        shared_identifiers.id_type,
        shared_identifiers.id_value
    from shared_identifiers
    inner join linked_records
        on shared_identifiers.record_id = linked_records.record_id
    left join records_decided_on
        on shared_identifiers.record_id = records_decided_on.record_id
    where
        not linked_records.has_name
        and not linked_records.is_linked
        and records_decided_on.record_id is null
),

holders as (
    select
        shared_identifiers.id_type,
        shared_identifiers.id_value,
        min(linked_records.record_id) as leader_record_id,
        min(linked_records.cluster_id) as lowest_cluster_id,
        max(linked_records.cluster_id) as highest_cluster_id
    from shared_identifiers
    inner join linked_records
        on shared_identifiers.record_id = linked_records.record_id
    where linked_records.has_name
    group by shared_identifiers.id_type, shared_identifiers.id_value
),

holders_compared as (
    select
        nameless_identifiers.record_id,
        holders.id_type,
        holders.id_value,
        holders.leader_record_id,
        holders.lowest_cluster_id as cluster_id,
        min(holders.lowest_cluster_id) over (partition by nameless_identifiers.record_id)
        = max(holders.highest_cluster_id) over (partition by nameless_identifiers.record_id)
            as is_one_person,
        row_number() over (
            partition by nameless_identifiers.record_id
            order by holders.id_type asc, holders.id_value asc
        ) as identifier_number
    from nameless_identifiers
    inner join holders
        on
            nameless_identifiers.id_type = holders.id_type
            and nameless_identifiers.id_value = holders.id_value
),

final as (
    select
        record_id,
        leader_record_id,
        cluster_id,
        id_type,
        id_value
    from holders_compared
    where is_one_person and identifier_number = 1
)

select * from final
