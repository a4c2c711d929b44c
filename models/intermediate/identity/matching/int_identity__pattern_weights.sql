{%- set comparisons = [
    'birth_date', 'middle_name', 'gender', 'occupation', 'national_id'
] -%}
{%- set household_parts = ['family_name', 'address', 'locality', 'contact'] -%}
with pair_patterns as (
    select * from {{ ref('int_identity__pair_patterns') }}
    where found_by is not null
),

blocking_rules as (
    select
        rule_number,
        rule_group,
        coalesce(shared_values, '') as shared_values
    from {{ ref('blocking_rules') }}
),

match_weights as (
    select
        comparison,
        level,
        weight
    from {{ ref('match_weights') }}
),

-- what the rule asked for is in its prior, and no evidence once more; where it asked for a
-- beginning, names are weighed as those of people whose names begin alike
comparisons_named as (
    select
        pair_patterns.*,
        'household_' || blocking_rules.rule_group as household_comparison,
        {% for comparison in ['given_name', 'birth_date', 'national_id'] %}
        blocking_rules.shared_values like '%{{ comparison }}%'
        and blocking_rules.shared_values not like '%{{ comparison }}_begun%'
            as is_{{ comparison }}_in_prior,
        {% endfor %}
        case
            when blocking_rules.shared_values like '%given_name_begun%' then 'given_name_begun'
            when blocking_rules.shared_values not like '%given_name%' then 'given_name'
        end as given_name_comparison,
        case when blocking_rules.shared_values not like '%birth_date%' then 'birth_date' end
            as birth_date_comparison,
        'middle_name' as middle_name_comparison,
        'gender' as gender_comparison,
        'occupation' as occupation_comparison,
        case when blocking_rules.shared_values not like '%national_id%' then 'national_id' end
            as national_id_comparison
    from pair_patterns
    inner join blocking_rules
        on pair_patterns.found_by // 100 = blocking_rules.rule_number
),

weights_found as (
    select
        comparisons_named.*,
        coalesce(prior_weights.weight, 0) as prior_weight,
        coalesce(given_name_weights.weight, 0) as given_name_weight,
        {% for comparison in comparisons %}
        coalesce({{ comparison }}_weights.weight, 0) as {{ comparison }}_weight,
        {% endfor %}
        -- a combination that training never saw weighs what its parts weigh
        coalesce(
            household_weights.weight,
            {% for part in household_parts %}
            coalesce({{ part }}_weights.weight, 0){{ ' +' if not loop.last }}
            {% endfor %}
        ) as household_weight
    from comparisons_named
    left join match_weights as prior_weights
        on
            comparisons_named.found_by = prior_weights.level
            and prior_weights.comparison = 'prior'
    left join match_weights as household_weights
        on
            comparisons_named.household_level = household_weights.level
            and comparisons_named.household_comparison = household_weights.comparison
    {% for part in household_parts %}
    left join match_weights as {{ part }}_weights
        on
            comparisons_named.{{ part }}_level = {{ part }}_weights.level
            and comparisons_named.household_comparison || '__{{ part }}'
            = {{ part }}_weights.comparison
    {% endfor %}
    {% for comparison in ['given_name'] + comparisons %}
    left join match_weights as {{ comparison }}_weights
        on
            comparisons_named.{{ comparison }}_level = {{ comparison }}_weights.level
            and comparisons_named.{{ comparison }}_comparison = {{ comparison }}_weights.comparison
    {% endfor %}
),

relatives_found as (
    select
        *,
        prior_weight
        + household_weight
        + given_name_weight
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
    from weights_found
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
        is_given_name_in_prior,
        is_birth_date_in_prior,
        is_national_id_in_prior,
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
