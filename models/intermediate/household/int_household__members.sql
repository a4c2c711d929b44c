with residents as (
    select
        resident_id,
        customer_id,
        home_key,
        first_stated_at,
        is_golden_address,
        has_address,
        house_people_count
    from {{ ref('int_household__residents') }}
),

groups_found as (
    select
        node as resident_id,
        component
    from {{ ref('int_household__groups') }}
),

ties_summed as (
    select
        resident_id,
        max(case when tie_type = 'family_name' then 1 else 0 end) = 1 as has_same_family_name,
        max(case when tie_type = 'contact' then 1 else 0 end) = 1 as has_shared_contact,
        max(case when tie_type = 'card' then 1 else 0 end) = 1 as has_shared_card,
        min(case when tie_type <> 'family_name' then tie_value end) as first_contact
    from {{ ref('int_household__ties') }}
    group by resident_id
),

-- the name a person was known by first: a marriage does not rename the household
first_family_names as (
    select
        customer_id,
        family_name
    from {{ ref('int_household__family_names') }}
    where name_number = 1
),

final as (
    select
        groups_found.component,
        residents.customer_id,
        residents.home_key,
        residents.first_stated_at,
        residents.is_golden_address,
        residents.has_address,
        residents.house_people_count,
        ties_summed.has_same_family_name,
        ties_summed.has_shared_contact,
        ties_summed.has_shared_card,
        first_family_names.family_name,
        ties_summed.first_contact
    from groups_found
    inner join residents
        on groups_found.resident_id = residents.resident_id
    inner join ties_summed
        on groups_found.resident_id = ties_summed.resident_id
    left join first_family_names
        on residents.customer_id = first_family_names.customer_id
)

select * from final
