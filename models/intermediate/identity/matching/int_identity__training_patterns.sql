{#- Built for scripts/train_match_weights.py alone (variable train_identity). -#}
{{ config(enabled=var('train_identity')) }}

with patterns_counted as (
    select
        shared_key,
        found_by,
        pattern,
        pair_count
    from {{ ref('int_identity__training_counts') }}
),

pair_patterns as (
    select distinct
        pattern,
        given_name_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level
    from {{ ref('int_identity__pair_patterns') }}
),

blocking_rules as (
    select
        rule_number,
        rule_group,
        coalesce(shared_values, '') as shared_values
    from {{ ref('blocking_rules') }}
),

groups_named as (
    select
        patterns_counted.found_by,
        patterns_counted.pattern,
        patterns_counted.pair_count,
        coalesce(patterns_counted.shared_key, blocking_rules.rule_group) as pair_group,
        coalesce(patterns_counted.shared_key, blocking_rules.shared_values) as shared_values
    from patterns_counted
    left join blocking_rules
        on patterns_counted.found_by // 100 = blocking_rules.rule_number
),

weighed as (
    select
        *,
        {{ weighed_as('given_name', 'shared_values') }} as given_name_comparison,
        {{ weighed_as('birth_date', 'shared_values') }} as birth_date_comparison,
        {{ weighed_as('national_id', 'shared_values') }} as national_id_comparison
    from groups_named
),

-- a pair that was found because it shares a value proves nothing about that value
shared_values_masked as (
    select
        weighed.pair_group,
        weighed.found_by,
        case when weighed.given_name_comparison = 'given_name' then pair_patterns.given_name_level end
            as given_name_level,
        case
            when weighed.given_name_comparison = 'given_name_begun'
                then pair_patterns.given_name_level
        end as given_name_begun_level,
        case when weighed.birth_date_comparison is not null then pair_patterns.birth_date_level end
            as birth_date_level,
        pair_patterns.middle_name_level,
        pair_patterns.gender_level,
        pair_patterns.occupation_level,
        case when weighed.national_id_comparison is not null then pair_patterns.national_id_level end
            as national_id_level,
        pair_patterns.household_level,
        weighed.pair_count
    from weighed
    inner join pair_patterns
        on weighed.pattern = pair_patterns.pattern
),

final as (
    select
        pair_group,
        found_by,
        given_name_level,
        given_name_begun_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level,
        sum(pair_count) as pair_count
    from shared_values_masked
    group by
        pair_group,
        found_by,
        given_name_level,
        given_name_begun_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level
)

select * from final
