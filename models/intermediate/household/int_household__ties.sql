{#- What people of one home have in common beside the address. -#}
with residents as (
    select
        resident_id,
        customer_id,
        home_key,
        has_address,
        house_people_count
    from {{ ref('int_household__residents') }}
),

family_names as (
    select
        customer_id,
        family_name
    from {{ ref('int_household__family_names') }}
),

contacts as (
    select
        customer_id,
        id_type,
        tie_type,
        tie_value
    from {{ ref('int_household__contacts') }}
),

-- in a block of flats two people of one name are likely to be strangers
ties_listed as (
    select
        residents.resident_id,
        residents.home_key,
        'family_name' as tie_type,
        family_names.family_name as tie_value
    from residents
    inner join family_names
        on residents.customer_id = family_names.customer_id
    where
        residents.has_address
        and residents.house_people_count <= {{ var('household_max_people') }}

    union all

    select
        residents.resident_id,
        residents.home_key,
        contacts.tie_type,
        contacts.tie_value
    from residents
    inner join contacts
        on residents.customer_id = contacts.customer_id
    where residents.home_key is not null or contacts.id_type = 'email'
),

-- a tie has two ends
ends_counted as (
    select
        *,
        count(*) over (partition by home_key, tie_type, tie_value) as resident_count,
        min(resident_id) over (partition by home_key, tie_type, tie_value) as first_resident_id
    from ties_listed
),

final as (
    select
        resident_id,
        first_resident_id,
        tie_type,
        tie_value
    from ends_counted
    where resident_count > 1
)

select * from final
