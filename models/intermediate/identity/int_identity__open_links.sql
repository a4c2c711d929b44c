{#- What would join two groups, or nearly would: links that do not hold, and the grey zone. -#}
with edges_deterministic as (
    select
        left_record_id,
        right_record_id,
        rule_id
    from {{ ref('int_identity__edges_deterministic') }}
),

pair_scores as (
    select
        left_record_id,
        right_record_id,
        match_millibits
    from {{ ref('int_identity__pair_scores') }}
    where match_millibits >= least(1, 1000 * {{ var('review_least_bits') }})
),

record_groups as (
    select
        record_id,
        group_id
    from {{ ref('int_identity__record_groups') }}
),

links_listed as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        cast(null as bigint) as match_millibits
    from edges_deterministic
    group by left_record_id, right_record_id, rule_id

    union all

    select
        left_record_id,
        right_record_id,
        'weights' as rule_id,
        match_millibits
    from pair_scores
),

grouped as (
    select
        links_listed.*,
        left_groups.group_id as left_group,
        right_groups.group_id as right_group
    from links_listed
    inner join record_groups as left_groups
        on links_listed.left_record_id = left_groups.record_id
    inner join record_groups as right_groups
        on links_listed.right_record_id = right_groups.record_id
),

final as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        match_millibits,
        least(left_group, right_group) as lower_group,
        greatest(left_group, right_group) as higher_group
    from grouped
    where left_group <> right_group
)

select * from final
