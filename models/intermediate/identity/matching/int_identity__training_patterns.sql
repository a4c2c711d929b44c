{#- Built for scripts/train_match_weights.py alone (variable train_identity). -#}
{{ config(enabled=var('train_identity')) }}

with pair_levels as (
    select
        left_record_id,
        right_record_id,
        found_by,
        pattern
    from {{ ref('int_identity__pair_levels') }}
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

training_pairs as (
    select
        shared_key,
        left_record_id,
        right_record_id
    from {{ ref('int_identity__training_pairs') }}
),

block_pairs as (
    select
        left_record_id,
        right_record_id,
        found_by
    from {{ ref('int_identity__block_pairs') }}
),

component_pairs as (
    select
        left_record_id,
        right_record_id,
        found_by
    from pair_levels
    where found_by < 100
),

pairs_by_rule as (
    select * from block_pairs
    union all
    select * from component_pairs
),

blocking_rules as (
    select
        rule_number,
        rule_group,
        coalesce(shared_values, '') as shared_values
    from {{ ref('blocking_rules') }}
),

-- pairs that share one value, and those that blocking found, under each rule that found them: those
-- that only a late rule finds lack what the early ones ask for
pairs_in_use as (
    select
        shared_key as pair_group,
        -1 as found_by,
        shared_key as shared_values,
        left_record_id,
        right_record_id
    from training_pairs

    union all

    select
        blocking_rules.rule_group as pair_group,
        pairs_by_rule.found_by,
        blocking_rules.shared_values,
        pairs_by_rule.left_record_id,
        pairs_by_rule.right_record_id
    from pairs_by_rule
    inner join blocking_rules
        on pairs_by_rule.found_by // 100 = blocking_rules.rule_number
),

patterns_counted as (
    select
        pairs_in_use.pair_group,
        pairs_in_use.found_by,
        pairs_in_use.shared_values,
        pair_levels.pattern,
        count(*) as pair_count
    from pairs_in_use
    inner join pair_levels
        on
            pairs_in_use.left_record_id = pair_levels.left_record_id
            and pairs_in_use.right_record_id = pair_levels.right_record_id
    group by
        pairs_in_use.pair_group,
        pairs_in_use.found_by,
        pairs_in_use.shared_values,
        pair_levels.pattern
),

-- a pair that was found because it shares a value proves nothing about that value; where a rule
-- asks for a beginning, the names still do
shared_values_masked as (
    select
        patterns_counted.pair_group,
        patterns_counted.found_by,
        case
            when patterns_counted.shared_values not like '%given_name%'
                then pair_patterns.given_name_level
        end as given_name_level,
        case
            when patterns_counted.shared_values like '%given_name_begun%'
                then pair_patterns.given_name_level
        end as given_name_begun_level,
        case
            when patterns_counted.shared_values not like '%birth_date%'
                then pair_patterns.birth_date_level
        end as birth_date_level,
        pair_patterns.middle_name_level,
        pair_patterns.gender_level,
        pair_patterns.occupation_level,
        case
            when patterns_counted.shared_values not like '%national_id%'
                then pair_patterns.national_id_level
        end as national_id_level,
        pair_patterns.household_level,
        patterns_counted.pair_count
    from patterns_counted
    inner join pair_patterns
        on patterns_counted.pattern = pair_patterns.pattern
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
