with linked_records as (
    select
        record_id,
        record_key,
        record_type,
        created_at,
        has_name,
        is_linked,
        cluster_id
    from {{ ref('int_identity__linked_records') }}
),

followers as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__followers') }}
),

records_with_own_contact as (
    select distinct identifiers.record_id
    from {{ ref('int_identity__identifiers') }} as identifiers
    inner join {{ ref('int_identity__identifier_values') }} as identifier_values
        on
            identifiers.id_type = identifier_values.id_type
            and identifiers.id_value = identifier_values.id_value
    where identifier_values.value_scope = 'one_person'
),

-- a nameless sale, answer or profile whose every contact is shared by several people, a hub or a
-- placeholder could be anybody's: it stays anonymous; accounts, members and contacts stand for a
-- person whatever they hold
records_that_name_somebody as (
    select
        linked_records.record_id,
        linked_records.record_key,
        linked_records.record_type,
        linked_records.created_at,
        coalesce(followers.cluster_id, linked_records.cluster_id) as cluster_id
    from linked_records
    left join followers
        on linked_records.record_id = followers.record_id
    left join records_with_own_contact
        on linked_records.record_id = records_with_own_contact.record_id
    where
        linked_records.record_type not in ('till_contact', 'guest_order', 'respondent', 'profile')
        or linked_records.has_name
        or linked_records.is_linked
        or followers.record_id is not null
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
