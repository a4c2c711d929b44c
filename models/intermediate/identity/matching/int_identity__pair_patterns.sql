with pair_levels as (
    select
        found_by,
        pattern
    from {{ ref('int_identity__pair_levels') }}
),

patterns_seen as (
    select distinct
        found_by,
        pattern
    from pair_levels
),

-- what relatives share counts once: surname, house, place and contact are one comparison of four
-- digits
final as (
    select
        found_by,
        pattern,
        nullif(pattern % 10, 0) - 1 as given_name_level,
        nullif(pattern // 10 % 100, 0) - 1 as birth_date_level,
        nullif(pattern // 1000 % 10, 0) - 1 as middle_name_level,
        nullif(pattern // 10000 % 10, 0) - 1 as gender_level,
        nullif(pattern // 100000 % 10, 0) - 1 as occupation_level,
        nullif(pattern // 1000000 % 10, 0) - 1 as national_id_level,
        pattern // 10000000 % 10 = 1 as is_other_generation,
        pattern // 100000000 as household_level,
        nullif(pattern // 100000000000, 0) - 1 as family_name_level,
        nullif(pattern // 10000000000 % 10, 0) - 1 as address_level,
        nullif(pattern // 1000000000 % 10, 0) - 1 as locality_level,
        nullif(pattern // 100000000 % 10, 0) - 1 as contact_level
    from patterns_seen
)

select * from final
