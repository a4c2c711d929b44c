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

records_counted as (
    select count(*) as record_count
    from {{ ref('int_identity__match_records') }}
),

-- of a large set a share of the records is enough
block_pairs as (
    select
        block_pairs.left_record_id,
        block_pairs.right_record_id,
        block_pairs.found_by
    from {{ ref('int_identity__block_pairs') }} as block_pairs
    cross join records_counted
    where
        {{ integer_hash('block_pairs.left_record_id') }} % 10000
        < 50000.0 * {{ var('training_records') }} / records_counted.record_count
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
        shared_key,
        -1 as found_by,
        left_record_id,
        right_record_id
    from training_pairs

    union all

    select
        null as shared_key,
        found_by,
        left_record_id,
        right_record_id
    from pairs_by_rule
),

patterns_counted as (
    select
        pairs_in_use.shared_key,
        pairs_in_use.found_by,
        pair_levels.pattern,
        count(*) as pair_count
    from pairs_in_use
    inner join pair_levels
        on
            pairs_in_use.left_record_id = pair_levels.left_record_id
            and pairs_in_use.right_record_id = pair_levels.right_record_id
    group by
        pairs_in_use.shared_key,
        pairs_in_use.found_by,
        pair_levels.pattern
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

-- a pair that was found because it shares a value proves nothing about that value; where a rule
-- asks for a beginning, the names still do
shared_values_masked as (
    select
        groups_named.pair_group,
        groups_named.found_by,
        case
            when groups_named.shared_values not like '%given_name%'
                then pair_patterns.given_name_level
        end as given_name_level,
        case
            when groups_named.shared_values like '%given_name_begun%'
                then pair_patterns.given_name_level
        end as given_name_begun_level,
        case
            when groups_named.shared_values not like '%birth_date%'
                then pair_patterns.birth_date_level
        end as birth_date_level,
        pair_patterns.middle_name_level,
        pair_patterns.gender_level,
        pair_patterns.occupation_level,
        case
            when groups_named.shared_values not like '%national_id%'
                then pair_patterns.national_id_level
        end as national_id_level,
        pair_patterns.household_level,
        groups_named.pair_count
    from groups_named
    inner join pair_patterns
        on groups_named.pattern = pair_patterns.pattern
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
