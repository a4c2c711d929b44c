{%- set comparisons = [
    'given_name', 'birth_date', 'middle_name', 'gender', 'occupation', 'national_id', 'household'
] -%}
with pattern_comparisons as (
    select * from {{ ref('int_identity__pattern_comparisons') }}
),

relatives_found as (
    select
        *,
        prior_weight
        {% for comparison in comparisons %}
        + {{ comparison }}_weight
        {% endfor %} as match_weight,
        -- same surname, and the same house, e-mail, phone or day of birth; one number of a state is
        -- one person's
        coalesce(
            family_name_level = 5
            and (
                coalesce(address_level = 3, false)
                or coalesce(contact_level in (3, 4, 5), false)
                or coalesce(birth_date_level in (7, 8), false)
            )
            and coalesce(national_id_level, 0) < 2,
            false
        ) as is_relative,
        case
            when is_other_generation then 'two_generations'
            when
                national_id_level = 0
                and (birth_date_level <= 2 or given_name_level in (0, 1))
                then 'two_national_ids'
            when birth_date_level <= 2 and given_name_level in (0, 1)
                then 'two_birth_dates_and_given_names'
        end as contradiction
    from pattern_comparisons
),

-- twins share a birth date, father and son a name, and both a house: among relatives nothing
-- outweighs another given name or another birth date
relatives_bounded as (
    select
        *,
        case
            when is_relative
                then
                    least(
                        match_weight,
                        case
                            when
                                given_name_level = 0
                                and given_name_weight <= {{ var('relatives_bound_bits') }}
                                then given_name_weight
                            else match_weight
                        end,
                        case
                            when
                                birth_date_level <= 2
                                and birth_date_weight <= {{ var('relatives_bound_bits') }}
                                then birth_date_weight
                            else match_weight
                        end
                    )
            else match_weight
        end as bounded_weight
    from relatives_found
),

-- thousandths of a bit: whole numbers add up to the same in any order
final as (
    select
        found_by,
        pattern,
        given_name_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level,
        given_name_comparison,
        birth_date_comparison,
        national_id_comparison,
        prior_weight,
        given_name_weight,
        birth_date_weight,
        middle_name_weight,
        gender_weight,
        occupation_weight,
        national_id_weight,
        household_weight,
        bounded_weight - match_weight as relatives_weight,
        cast(round(1000 * bounded_weight) as bigint) as match_millibits,
        contradiction,
        -- father and son, or two people altogether: where such mistakes are rare they are never one
        is_other_generation
        or (
            is_relative
            and coalesce(
                birth_date_level <= 2
                and birth_date_weight <= {{ var('relatives_veto_bits') }},
                false
            )
        )
        or (
            contradiction is not null
            and least(given_name_weight, 0)
            + least(birth_date_weight, 0)
            + least(national_id_weight, 0) <= {{ var('contradiction_veto_bits') }}
        ) as is_veto
    from relatives_bounded
)

select * from final
