{%- set comparisons = [
    'given_name', 'birth_date', 'middle_name', 'gender', 'occupation', 'national_id', 'household'
] -%}
with pair_levels as (
    select * from {{ ref('int_identity__pair_levels') }}
    where is_candidate
),

match_records as (
    select
        record_id,
        given_name,
        family_name
    from {{ ref('int_identity__match_records') }}
),

match_weights as (
    select
        comparison,
        level,
        weight
    from {{ ref('match_weights') }}
),

name_frequencies as (
    select
        name_kind,
        name_value,
        rarity_weight
    from {{ ref('int_identity__name_frequencies') }}
),

prior as (
    select weight
    from match_weights
    where comparison = 'prior'
),

names_in_common as (
    select
        pair_levels.*,
        case when pair_levels.given_name_level = 5 then match_records.given_name end
            as common_given_name,
        -- relatives share a house and a phone: their surname being rare proves nothing more
        case
            when
                pair_levels.household_level >= 6000
                and pair_levels.household_level // 100 % 10 < 3
                and pair_levels.household_level % 10 < 3
                then match_records.family_name
        end as common_family_name
    from pair_levels
    inner join match_records
        on pair_levels.left_record_id = match_records.record_id
),

final as (
    select
        names_in_common.left_record_id,
        names_in_common.right_record_id,
        -- two birth dates and two given names, or two numbers of a state on two different people
        coalesce(
            (
                names_in_common.birth_date_level <= 2
                and names_in_common.given_name_level in (0, 1)
            )
            or (
                names_in_common.national_id_level = 0
                and (
                    names_in_common.birth_date_level <= 2
                    or names_in_common.given_name_level in (0, 1)
                )
            ),
            false
        ) as is_contradiction,
        -- thousandths of a bit: whole numbers add up to the same in any order
        cast(
            round(
                1000 * (
                    prior.weight
                    + coalesce(given_names.rarity_weight, 0)
                    + coalesce(family_names.rarity_weight, 0)
                    {% for comparison in comparisons %}
                    + coalesce({{ comparison }}_weights.weight, 0)
                    {% endfor %}
                )
            ) as bigint
        ) as match_millibits
    from names_in_common
    cross join prior
    left join name_frequencies as given_names
        on
            names_in_common.common_given_name = given_names.name_value
            and given_names.name_kind = 'given_name'
    left join name_frequencies as family_names
        on
            names_in_common.common_family_name = family_names.name_value
            and family_names.name_kind = 'family_name'
    {% for comparison in comparisons %}
    left join match_weights as {{ comparison }}_weights
        on
            names_in_common.{{ comparison }}_level = {{ comparison }}_weights.level
            and {{ comparison }}_weights.comparison = '{{ comparison }}'
    {% endfor %}
)

select * from final
