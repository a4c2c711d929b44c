{%- set comparisons = [
    'given_name', 'birth_date', 'middle_name', 'gender', 'occupation', 'national_id'
] -%}
with pair_levels as (
    select * from {{ ref('int_identity__pair_levels') }}
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

contradictions_marked as (
    select
        pair_levels.left_record_id,
        pair_levels.right_record_id,
        -- two birth dates and two given names, two numbers of a state on two different people, or
        -- father and son by their own words
        coalesce(
            pair_levels.is_other_generation
            or (
                pair_levels.birth_date_level <= 2
                and pair_levels.given_name_level in (0, 1)
            )
            or (
                pair_levels.national_id_level = 0
                and (
                    pair_levels.birth_date_level <= 2
                    or pair_levels.given_name_level in (0, 1)
                )
            ),
            false
        ) as is_contradiction,
        -- same surname, and the same house, e-mail or phone; one number of a state is one person's
        pair_levels.household_level // 1000 = 6
        and (
            pair_levels.household_level // 100 % 10 = 4
            or pair_levels.household_level % 10 in (4, 5, 6)
        )
        and coalesce(pair_levels.national_id_level, 0) < 2 as is_household,
        pair_levels.is_other_generation,
        pair_levels.found_by,
        'household_' || blocking_rules.rule_group as household_comparison,
        -- what the rule asked for is in its prior, and no evidence once more
        case
            when blocking_rules.shared_values not like '%given_name%'
                then pair_levels.given_name_level
        end as given_name_level,
        case
            when blocking_rules.shared_values not like '%birth_date%'
                then pair_levels.birth_date_level
        end as birth_date_level,
        pair_levels.middle_name_level,
        pair_levels.gender_level,
        pair_levels.occupation_level,
        case
            when blocking_rules.shared_values not like '%national_id%'
                then pair_levels.national_id_level
        end as national_id_level,
        pair_levels.household_level
    from pair_levels
    inner join blocking_rules
        on pair_levels.found_by // 100 = blocking_rules.rule_number
),

weights_added_up as (
    select
        contradictions_marked.left_record_id,
        contradictions_marked.right_record_id,
        contradictions_marked.is_contradiction,
        contradictions_marked.is_household,
        contradictions_marked.is_other_generation,
        case when contradictions_marked.given_name_level = 0 then given_name_weights.weight end
            as other_given_name_weight,
        case when contradictions_marked.birth_date_level <= 2 then birth_date_weights.weight end
            as other_birth_date_weight,
        coalesce(prior_weights.weight, 0)
        + coalesce(household_weights.weight, 0)
        {% for comparison in comparisons %}
        + coalesce({{ comparison }}_weights.weight, 0)
        {% endfor %} as match_weight
    from contradictions_marked
    left join match_weights as prior_weights
        on
            contradictions_marked.found_by = prior_weights.level
            and prior_weights.comparison = 'prior'
    left join match_weights as household_weights
        on
            contradictions_marked.household_level = household_weights.level
            and contradictions_marked.household_comparison = household_weights.comparison
    {% for comparison in comparisons %}
    left join match_weights as {{ comparison }}_weights
        on
            contradictions_marked.{{ comparison }}_level = {{ comparison }}_weights.level
            and {{ comparison }}_weights.comparison = '{{ comparison }}'
    {% endfor %}
),

-- twins share a birth date, father and son a name, and both a house: among relatives nothing
-- outweighs another given name or another birth date
relatives_bounded as (
    select
        left_record_id,
        right_record_id,
        is_contradiction,
        match_weight,
        is_other_generation
        or (is_household and other_birth_date_weight <= {{ var('relatives_veto_bits') }})
            as is_veto,
        case
            when is_household
                then
                    least(
                        match_weight,
                        coalesce(other_given_name_weight, match_weight),
                        coalesce(other_birth_date_weight, match_weight)
                    )
            else match_weight
        end as bounded_weight
    from weights_added_up
),

-- thousandths of a bit: whole numbers add up to the same in any order
final as (
    select
        left_record_id,
        right_record_id,
        is_contradiction,
        cast(round(1000 * bounded_weight) as bigint) as match_millibits,
        cast(round(1000 * (bounded_weight - match_weight)) as bigint) as relatives_millibits,
        -- father and son: where birth dates are seldom mistaken, two of them are never one person
        coalesce(is_veto, false) as is_veto
    from relatives_bounded
)

select * from final
