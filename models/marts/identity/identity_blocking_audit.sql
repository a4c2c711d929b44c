with blocking_rules as (
    select
        rule_number,
        rule_name,
        is_enabled,
        largest_record_count,
        description
    from {{ ref('blocking_rules') }}
),

records_counted as (
    select count(*) as record_count
    from {{ ref('int_identity__match_records') }}
),

blocks as (
    select
        rule_number,
        count(*) as block_count,
        max(record_count) as largest_block,
        max(case when is_compared then record_count end) as largest_compared_block,
        sum(case when is_compared then 0 else 1 end) as dropped_block_count,
        sum(case when is_compared then 0 else record_count * (record_count - 1) / 2 end)
            as dropped_pair_count,
        sum(case when is_compared then record_count * (record_count - 1) / 2 else 0 end)
            as pair_count
    from {{ ref('int_identity__blocks') }}
    group by rule_number
),

candidate_pairs as (
    select
        left_record_id,
        right_record_id,
        found_by // 100 as rule_number
    from {{ ref('int_identity__candidate_pairs') }}
),

clusters as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

pairs_counted as (
    select
        candidate_pairs.rule_number,
        count(*) as first_pair_count,
        count(
            case when left_clusters.cluster_id = right_clusters.cluster_id then 1 end
        ) as linked_pair_count
    from candidate_pairs
    left join clusters as left_clusters
        on candidate_pairs.left_record_id = left_clusters.record_id
    left join clusters as right_clusters
        on candidate_pairs.right_record_id = right_clusters.record_id
    group by candidate_pairs.rule_number
),

final as (
    select
        blocking_rules.rule_number,
        blocking_rules.rule_name,
        blocking_rules.description,
        blocking_rules.is_enabled
        and coalesce(records_counted.record_count <= blocking_rules.largest_record_count, true)
            as is_in_use,
        coalesce(blocks.block_count, 0) as block_count,
        blocks.largest_block,
        blocks.largest_compared_block,
        cast(coalesce(blocks.dropped_block_count, 0) as bigint) as dropped_block_count,
        cast(coalesce(blocks.dropped_pair_count, 0) as bigint) as dropped_pair_count,
        cast(coalesce(blocks.pair_count, pairs_counted.first_pair_count, 0) as bigint)
            as pair_count,
        coalesce(pairs_counted.first_pair_count, 0) as first_pair_count,
        coalesce(pairs_counted.linked_pair_count, 0) as linked_pair_count
    from blocking_rules
    cross join records_counted
    left join blocks
        on blocking_rules.rule_number = blocks.rule_number
    left join pairs_counted
        on blocking_rules.rule_number = pairs_counted.rule_number
)

select * from final
