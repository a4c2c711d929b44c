{#- Why a pair weighs what it weighs. int_identity__pair_scores adds the weights up; here they are
    told one by one, and assert_evidence_adds_up holds the two against each other. -#}
{%- set comparisons = [
    'given_name', 'birth_date', 'middle_name', 'gender', 'occupation', 'national_id', 'household'
] -%}
{%- set comparisons_of_rules = ['given_name', 'birth_date', 'national_id'] -%}
with clusters as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

pair_scores as (
    select
        left_record_id,
        right_record_id,
        is_contradiction,
        match_millibits,
        relatives_millibits
    from {{ ref('int_identity__pair_scores') }}
),

pair_levels as (
    select * from {{ ref('int_identity__pair_levels') }}
),

blocking_rules as (
    select
        rule_number,
        rule_name,
        rule_group,
        coalesce(shared_values, '') as shared_values
    from {{ ref('blocking_rules') }}
),

level_meanings as (
    select
        comparison,
        level,
        meaning
    from {{ ref('int_identity__level_meanings') }}
),

match_weights as (
    select
        comparison,
        level,
        weight
    from {{ ref('match_weights') }}
),

-- millions of pairs are plainly two people: nobody asks why
pairs_kept as (
    select
        pair_scores.*,
        coalesce(left_clusters.cluster_id = right_clusters.cluster_id, false) as is_one_customer
    from pair_scores
    left join clusters as left_clusters
        on pair_scores.left_record_id = left_clusters.record_id
    left join clusters as right_clusters
        on pair_scores.right_record_id = right_clusters.record_id
    where
        pair_scores.match_millibits >= 1000 * {{ var('evidence_least_bits') }}
        or left_clusters.cluster_id = right_clusters.cluster_id
),

levels_found as (
    select
        {% for comparison in comparisons_of_rules %}
        blocking_rules.shared_values like '%{{ comparison }}%' as is_{{ comparison }}_in_prior,
        {% endfor %}
        {% for comparison in comparisons %}
        pair_levels.{{ comparison }}_level,
        {% endfor %}
        pairs_kept.*,
        pair_levels.found_by,
        blocking_rules.rule_name as found_by_rule,
        'household_' || blocking_rules.rule_group as household_comparison
    from pairs_kept
    inner join pair_levels
        on
            pairs_kept.left_record_id = pair_levels.left_record_id
            and pairs_kept.right_record_id = pair_levels.right_record_id
    inner join blocking_rules
        on pair_levels.found_by // 100 = blocking_rules.rule_number
),

final as (
    select
        levels_found.left_record_id,
        levels_found.right_record_id,
        levels_found.is_one_customer,
        levels_found.is_contradiction,
        levels_found.found_by_rule,
        cast(levels_found.match_millibits / 1000.0 as double) as match_weight,
        {% for comparison in comparisons %}
        coalesce({{ comparison }}_weights.weight, 0) as {{ comparison }}_weight,
        {% if comparison in comparisons_of_rules %}
        {{ comparison }}_meanings.meaning
        || case when levels_found.is_{{ comparison }}_in_prior then ' (in prior)' else '' end
            as {{ comparison }}_meaning,
        {% else %}
        {{ comparison }}_meanings.meaning as {{ comparison }}_meaning,
        {% endif %}
        {% endfor %}
        cast(levels_found.relatives_millibits / 1000.0 as double) as relatives_weight,
        case when levels_found.relatives_millibits < 0 then 'not outweighed' end
            as relatives_meaning,
        coalesce(prior_weights.weight, 0) as prior_weight
    from levels_found
    left join match_weights as prior_weights
        on
            levels_found.found_by = prior_weights.level
            and prior_weights.comparison = 'prior'
    {% for comparison in comparisons %}
    left join level_meanings as {{ comparison }}_meanings
        on
            levels_found.{{ comparison }}_level = {{ comparison }}_meanings.level
            and {{ comparison }}_meanings.comparison = '{{ comparison }}'
    left join match_weights as {{ comparison }}_weights
        on
            levels_found.{{ comparison }}_level = {{ comparison }}_weights.level
            {% if comparison == 'household' %}
            and levels_found.household_comparison = household_weights.comparison
            {% else %}
            and {{ comparison }}_weights.comparison = '{{ comparison }}'
            {% endif %}
            {% if comparison in comparisons_of_rules %}
            and not levels_found.is_{{ comparison }}_in_prior
            {% endif %}
    {% endfor %}
)

select * from final
