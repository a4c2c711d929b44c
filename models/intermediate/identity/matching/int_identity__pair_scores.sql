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
        -- two birth dates and two given names, or two numbers of a state on two different people
        coalesce(
            (
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

final as (
    select
        contradictions_marked.left_record_id,
        contradictions_marked.right_record_id,
        contradictions_marked.is_contradiction,
        -- thousandths of a bit: whole numbers add up to the same in any order
        cast(
            round(
                1000 * (
                    coalesce(prior_weights.weight, 0)
                    + coalesce(household_weights.weight, 0)
                    {% for comparison in comparisons %}
                    + coalesce({{ comparison }}_weights.weight, 0)
                    {% endfor %}
                )
            ) as bigint
        ) as match_millibits
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
)

select * from final
