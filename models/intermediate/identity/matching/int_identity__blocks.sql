with block_keys as (
    select
        rule_number,
        block_key,
        record_id
    from {{ ref('int_identity__block_keys') }}
),

blocking_rules as (
    select
        rule_number,
        pairs_per_record
    from {{ ref('blocking_rules') }}
),

records_counted as (
    select count(*) as record_count
    from {{ ref('int_identity__match_records') }}
),

blocks_counted as (
    select
        rule_number,
        block_key,
        count(*) as record_count
    from block_keys
    group by rule_number, block_key
    having count(*) > 1
),

sizes_counted as (
    select
        rule_number,
        record_count,
        sum(record_count * (record_count - 1) / 2) as pair_count
    from blocks_counted
    group by rule_number, record_count
),

-- small blocks first: the pairs of all blocks up to this size
sizes_added_up as (
    select
        rule_number,
        record_count,
        sum(pair_count) over (
            partition by rule_number
            order by record_count rows between unbounded preceding and current row
        ) as pair_count_so_far
    from sizes_counted
),

-- a small set may compare more than a large one could pay for
budgets_set as (
    select
        blocking_rules.rule_number,
        greatest(
            blocking_rules.pairs_per_record * records_counted.record_count,
            least(10 * records_counted.record_count, {{ var('blocking_pairs_free') }})
        ) as pair_budget
    from blocking_rules
    cross join records_counted
),

sizes_allowed as (
    select
        sizes_added_up.rule_number,
        max(sizes_added_up.record_count) as largest_block
    from sizes_added_up
    inner join budgets_set
        on sizes_added_up.rule_number = budgets_set.rule_number
    where sizes_added_up.pair_count_so_far <= budgets_set.pair_budget
    group by sizes_added_up.rule_number
),

final as (
    select
        blocks_counted.rule_number,
        blocks_counted.block_key,
        blocks_counted.record_count,
        blocks_counted.record_count <= coalesce(sizes_allowed.largest_block, 0) as is_compared
    from blocks_counted
    left join sizes_allowed
        on blocks_counted.rule_number = sizes_allowed.rule_number
)

select * from final
