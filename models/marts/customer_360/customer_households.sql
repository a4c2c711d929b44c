with members as (
    select
        component,
        customer_id,
        home_key,
        first_stated_at,
        is_golden_address,
        has_address,
        house_people_count,
        has_same_family_name,
        has_shared_contact,
        has_shared_card,
        family_name,
        first_contact
    from {{ ref('int_household__members') }}
),

members_ranked as (
    select
        *,
        count(*) over (partition by component) as household_size,
        row_number() over (
            partition by component
            order by has_address desc, first_stated_at asc nulls last, customer_id asc
        ) as seniority
    from members
),

-- whoever is there longest lends the household the name under which it is found again; nobody knows
-- where people without an address live, so that their e-mail stands for the place
seniors as (
    select
        component,
        first_stated_at,
        customer_id,
        coalesce(home_key, first_contact) || '|' || coalesce(family_name, '') as household_name
    from members_ranked
    where seniority = 1
),

-- two couples of one name in a block of flats
namesakes_numbered as (
    select
        component,
        household_name,
        row_number() over (
            partition by household_name
            order by first_stated_at asc nulls last, customer_id asc
        ) as household_number
    from seniors
),

households_named as (
    select
        component,
        md5(household_name || '|' || cast(household_number as varchar)) as household_id
    from namesakes_numbered
),

final as (
    select
        households_named.household_id,
        members_ranked.customer_id,
        members_ranked.household_size,
        concat_ws(
            ', ',
            case when members_ranked.has_address then 'address' end,
            case when members_ranked.has_same_family_name then 'family name' end,
            case when members_ranked.has_shared_contact then 'contact' end,
            case when members_ranked.has_shared_card then 'card' end
        ) as evidence,
        members_ranked.has_address as has_same_address,
        members_ranked.has_same_family_name,
        members_ranked.has_shared_contact,
        members_ranked.has_shared_card,
        members_ranked.is_golden_address,
        members_ranked.first_stated_at as in_household_since,
        cast(members_ranked.house_people_count as bigint) as house_people_count
    from members_ranked
    inner join households_named
        on members_ranked.component = households_named.component
)

select * from final
