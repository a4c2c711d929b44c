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

clusters as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__clusters') }}
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

-- a record that is nobody's is a group of its own
grouped as (
    select
        links_listed.*,
        coalesce(left_clusters.cluster_id, links_listed.left_record_id) as left_group,
        coalesce(right_clusters.cluster_id, links_listed.right_record_id) as right_group
    from links_listed
    left join clusters as left_clusters
        on links_listed.left_record_id = left_clusters.record_id
    left join clusters as right_clusters
        on links_listed.right_record_id = right_clusters.record_id
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
