{#- Levels are those of seeds/rules/match_levels.csv; null: one of the two does not say. -#}
with pairs_side_by_side as (
    select * from {{ ref('int_identity__pairs_side_by_side') }}
),

names_swapped as (
    select
        *,
        coalesce(
            least(given_family_similarity, family_given_similarity) >= 3
            and greatest(given_family_similarity, family_given_similarity) >= 4,
            false
        )
        and not coalesce(given_name_similarity >= 3 and family_name_similarity >= 3, false)
            as is_swapped,
        case
            when given_name_similarity < 3
                then
                    coalesce(left_given_name <> right_family_name, true)
                    and {{ is_word_of('left_given_name', 'right_further_words') }}
                    or coalesce(right_given_name <> left_family_name, true)
                    and {{ is_word_of('right_given_name', 'left_further_words') }}
        end as is_given_name_elsewhere,
        given_name_similarity < 3
        and (left_given_name = right_family_name or right_given_name = left_family_name)
            as is_given_name_crossed,
        case
            when family_name_similarity < 3
                then
                    coalesce(left_family_name = right_given_name, false)
                    or coalesce(right_family_name = left_given_name, false)
                    or {{ is_word_of('left_family_name', 'right_further_words') }}
                    or {{ is_word_of('right_family_name', 'left_further_words') }}
        end as is_family_name_elsewhere
    from pairs_side_by_side
),

compared as (
    select
        left_record_id,
        right_record_id,
        found_by,
        case
            when is_swapped then 6
            when is_given_name_elsewhere then 7
            when is_given_name_crossed
                then
                    case
                        when given_family_similarity is null or family_given_similarity is null
                            then 8
                        else least(given_family_similarity, family_given_similarity)
                    end
            else given_name_similarity
        end as given_name_level,
        {{ birth_date_level(
            'left_birth_date_digits',
            'right_birth_date_digits',
            '(left_is_birth_date_round or right_is_birth_date_round)'
        ) }} as birth_date_level,
        case
            when left_middle_names is null or right_middle_names is null then null
            when left_middle_names = right_middle_names then 3
            when left(left_middle_names, 1) <> left(right_middle_names, 1) then 0
            when length(left_middle_names) = 1 or length(right_middle_names) = 1 then 2
            else 1
        end as middle_name_level,
        case
            when left_gender is null or right_gender is null then null
            when left_gender = right_gender then 1
            else 0
        end as gender_level,
        case
            when left_occupation is null or right_occupation is null then null
            when left_occupation = right_occupation then 1
            else 0
        end as occupation_level,
        case
            when left_national_id is null or right_national_id is null then null
            when left_national_id = right_national_id then 3
            when {{ is_one_sign_off('left_national_id', 'right_national_id') }} then 2
            when {{ edit_distance('left_national_id', 'right_national_id') }} <= 2 then 1
            else 0
        end as national_id_level,
        case
            when is_swapped then null
            when is_family_name_elsewhere then 3
            when family_name_similarity = 3 then 4
            else family_name_similarity
        end as family_name_level,
        coalesce(left_generation <> right_generation, false) as is_other_generation,
        {{ address_level('left', 'right') }} as address_level,
        {{ locality_level('left', 'right') }} as locality_level,
        {{ contact_level('left', 'right') }} as contact_level
    from names_swapped
),

-- a digit or two for each comparison, one above its level, 0 for what one of the two does not say:
-- millions of pairs show a few thousand patterns, and only those are weighed
final as (
    select
        left_record_id,
        right_record_id,
        found_by,
        coalesce(given_name_level, -1) + 1
        + (coalesce(birth_date_level, -1) + 1) * 10
        + (coalesce(middle_name_level, -1) + 1) * 1000
        + (coalesce(gender_level, -1) + 1) * 10000
        + (coalesce(occupation_level, -1) + 1) * 100000
        + (coalesce(national_id_level, -1) + 1) * 1000000
        + case when is_other_generation then 10000000 else 0 end
        + (coalesce(contact_level, -1) + 1) * 100000000
        + cast(coalesce(locality_level, -1) + 1 as bigint) * 1000000000
        + (coalesce(address_level, -1) + 1) * 10000000000
        + (coalesce(family_name_level, -1) + 1) * 100000000000 as pattern
    from compared
)

select * from final
