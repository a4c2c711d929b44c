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
        {{ weighed_as(comparison, 'blocking_rules.shared_values') }} as {{ comparison }}_comparison,
        {% endfor %}
        'middle_name' as middle_name_comparison,
        'gender' as gender_comparison,
        'occupation' as occupation_comparison
    from pair_patterns
    inner join blocking_rules
        on pair_patterns.found_by // 100 = blocking_rules.rule_number
),

final as (
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
)

select * from final
