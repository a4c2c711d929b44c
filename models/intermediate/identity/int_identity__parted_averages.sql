{#- The average evidence of two groups as average linkage counts it. -#}
with open_links as (
    select distinct
        lower_group,
        higher_group,
        left_record_id,
        right_record_id,
        rule_id <> 'weights' as is_rule
    from {{ ref('int_identity__open_links') }}
),

parted_pairs as (
    select
        lower_group,
        higher_group,
        match_millibits
    from {{ ref('int_identity__parted_pairs') }}
    where match_millibits is not null
),

match_records as (
    select record_id
    from {{ ref('int_identity__match_records') }}
),

record_groups as (
    select
        record_id,
        group_id
    from {{ ref('int_identity__record_groups') }}
),

group_sizes as (
    select
        record_groups.group_id,
        count(*) as record_count
    from match_records
    inner join record_groups
        on match_records.record_id = record_groups.record_id
    group by record_groups.group_id
),

rules_counted as (
    select
        lower_group,
        higher_group,
        sum(case when is_rule then 1 else 0 end) as rule_count
    from open_links
    group by lower_group, higher_group
),

weights_summed as (
    select
        lower_group,
        higher_group,
        sum(match_millibits) as match_millibits,
        count(*) as pair_count
    from parted_pairs
    group by lower_group, higher_group
),

summed as (
    select
        rules_counted.lower_group,
        rules_counted.higher_group,
        coalesce(weights_summed.match_millibits, 0)
        + 1000 * {{ var('dissolved_rule_bits') }} * rules_counted.rule_count as match_millibits,
        coalesce(weights_summed.pair_count, 0) as pair_count,
        coalesce(lower_sizes.record_count, 1) * coalesce(higher_sizes.record_count, 1)
            as possible_count
    from rules_counted
    left join weights_summed
        on
            rules_counted.lower_group = weights_summed.lower_group
            and rules_counted.higher_group = weights_summed.higher_group
    left join group_sizes as lower_sizes
        on rules_counted.lower_group = lower_sizes.group_id
    left join group_sizes as higher_sizes
        on rules_counted.higher_group = higher_sizes.group_id
),

final as (
    select
        lower_group,
        higher_group,
        cast(pair_count as bigint) as pair_count,
        cast(
            (
                match_millibits
                + 1000 * ({{ var('missing_pair_bits') }}) * (possible_count - pair_count)
            )
            / (1000.0 * possible_count) as double
        ) as average_weight
    from summed
)

select * from final
