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

identifiers as (
    select
        record_id,
        id_type,
        id_value
    from {{ ref('int_identity__identifiers') }}
),

identifier_values as (
    select
        id_type,
        id_value,
        value_scope
    from {{ ref('int_identity__identifier_values') }}
),

records_with_own_contact as (
    select distinct identifiers.record_id
    from identifiers
    inner join identifier_values
        on
            identifiers.id_type = identifier_values.id_type
            and identifiers.id_value = identifier_values.id_value
    where identifier_values.value_scope = 'one_person'
),

-- a nameless sale, answer or profile whose every contact is shared, a hub or a placeholder could
-- be anybody's: it stays anonymous; accounts, members and contacts stand for a person whatever
-- they hold
records_that_name_somebody as (
    select
        records.record_id,
        records.record_key,
        records.record_type,
        records.created_at,
        coalesce(linkage.cluster, atoms.component, records.record_id) as cluster_id
    from records
    left join atoms
        on records.record_id = atoms.node
    left join linkage
        on coalesce(atoms.component, records.record_id) = linkage.node
    left join records_with_own_contact
        on records.record_id = records_with_own_contact.record_id
    where
        records.record_type not in ('till_contact', 'guest_order', 'respondent', 'profile')
        or records.given_name_key is not null
        or atoms.node is not null
        or linkage.node is not null
        or records_with_own_contact.record_id is not null
),

-- bought data tells of people whom somebody else knows: alone they are no customer
clusters_of_people_met as (
    select distinct cluster_id
    from records_that_name_somebody
    where record_type <> 'person'
),

final as (
    select
        records_that_name_somebody.record_id,
        records_that_name_somebody.record_key,
        records_that_name_somebody.created_at,
        records_that_name_somebody.cluster_id
    from records_that_name_somebody
    inner join clusters_of_people_met
        on records_that_name_somebody.cluster_id = clusters_of_people_met.cluster_id
)

select * from final
