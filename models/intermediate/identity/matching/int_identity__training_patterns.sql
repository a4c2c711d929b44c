{#- Built for scripts/train_match_weights.py alone (variable train_identity). -#}
{{ config(enabled=var('train_identity')) }}

with pair_levels as (
    select * from {{ ref('int_identity__pair_levels') }}
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

-- a pair that was found because it shares a value proves nothing about that value
shared_values_masked as (
    select
        pairs_in_use.pair_group,
        pairs_in_use.found_by,
        case
            when pairs_in_use.shared_values not like '%given_name%'
                then pair_levels.given_name_level
        end as given_name_level,
        case
            when pairs_in_use.shared_values not like '%birth_date%'
                then pair_levels.birth_date_level
        end as birth_date_level,
        pair_levels.middle_name_level,
        pair_levels.gender_level,
        pair_levels.occupation_level,
        case
            when pairs_in_use.shared_values not like '%national_id%'
                then pair_levels.national_id_level
        end as national_id_level,
        pair_levels.household_level
    from pairs_in_use
    inner join pair_levels
        on
            pairs_in_use.left_record_id = pair_levels.left_record_id
            and pairs_in_use.right_record_id = pair_levels.right_record_id
),

final as (
    select
        pair_group,
        found_by,
        given_name_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level,
        count(*) as pair_count
    from shared_values_masked
    group by
        pair_group,
        found_by,
        given_name_level,
        birth_date_level,
        middle_name_level,
        gender_level,
        occupation_level,
        national_id_level,
        household_level
)

select * from final
