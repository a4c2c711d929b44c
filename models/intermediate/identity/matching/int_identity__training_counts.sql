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

final as (
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
)

select * from final
