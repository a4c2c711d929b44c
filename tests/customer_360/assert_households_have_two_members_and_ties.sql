-- Claims that a household has as many members as it says, two at least, and that each of them is
-- tied by a contact, a card, or by address and family name; by the latter only in houses that are
-- no block of flats.
with households as (
    select
        household_id,
        household_size,
        has_same_address,
        has_same_family_name,
        has_shared_contact,
        has_shared_card,
        house_people_count
    from {{ ref('customer_households') }}
),

wrongly_counted as (
    select household_id
    from households
    group by household_id
    having count(*) < 2 or min(household_size) <> count(*) or max(household_size) <> count(*)
),

untied as (
    select household_id
    from households
    where
        not has_shared_contact
        and not has_shared_card
        and not (
            has_same_address
            and has_same_family_name
            and house_people_count <= {{ var('household_max_people') }}
        )
)

select household_id from wrongly_counted
union all
select household_id from untied
