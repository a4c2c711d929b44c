{#- Why a pair weighs what it weighs: the weights of its pattern, each with its meaning. -#}
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

pair_levels as (
    select
        left_record_id,
        right_record_id,
        found_by,
        pattern
    from {{ ref('int_identity__pair_levels') }}
    where found_by is not null
),

pattern_weights as (
    select * from {{ ref('int_identity__pattern_weights') }}
),

blocking_rules as (
    select
        rule_number,
        rule_name
    from {{ ref('blocking_rules') }}
),

level_meanings as (
    select
        comparison,
        level,
        meaning
    from {{ ref('int_identity__level_meanings') }}
),

patterns_told as (
    select
        pattern_weights.*,
        {% for comparison in comparisons %}
        {{ comparison }}_meanings.meaning
        {% if comparison in comparisons_of_rules %}
        || case
            when pattern_weights.{{ comparison }}_comparison is null then ' (in prior)' else ''
        end
        {% endif %}
            as {{ comparison }}_meaning,
        {% endfor %}
        blocking_rules.rule_name as found_by_rule
    from pattern_weights
    inner join blocking_rules
        on pattern_weights.found_by // 100 = blocking_rules.rule_number
    {% for comparison in comparisons %}
    left join level_meanings as {{ comparison }}_meanings
        on
            pattern_weights.{{ comparison }}_level = {{ comparison }}_meanings.level
            and {{ comparison }}_meanings.comparison = '{{ comparison }}'
    {% endfor %}
),

-- millions of pairs are plainly two people: nobody asks why
final as (
    select
        pair_levels.left_record_id,
        pair_levels.right_record_id,
        coalesce(left_clusters.cluster_id = right_clusters.cluster_id, false) as is_one_customer,
        patterns_told.contradiction is not null as is_contradiction,
        patterns_told.found_by_rule,
        cast(patterns_told.match_millibits / 1000.0 as double) as match_weight,
        {% for comparison in comparisons %}
        patterns_told.{{ comparison }}_weight,
        patterns_told.{{ comparison }}_meaning,
        {% endfor %}
        patterns_told.relatives_weight,
        case when patterns_told.relatives_weight < 0 then 'not outweighed' end
            as relatives_meaning,
        patterns_told.prior_weight
    from pair_levels
    inner join patterns_told
        on
            pair_levels.found_by = patterns_told.found_by
            and pair_levels.pattern = patterns_told.pattern
    left join clusters as left_clusters
        on pair_levels.left_record_id = left_clusters.record_id
    left join clusters as right_clusters
        on pair_levels.right_record_id = right_clusters.record_id
    where
        patterns_told.match_millibits >= 1000 * {{ var('evidence_least_bits') }}
        or left_clusters.cluster_id = right_clusters.cluster_id
)

select * from final
