{#- Every compared pair between two groups of int_identity__open_links: what is for and against. -#}
with open_groups as (
    select
        lower_group,
        higher_group
    from {{ ref('int_identity__open_links') }}
    group by lower_group, higher_group
),

clusters as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

pair_scores as (
    select
        left_record_id,
        right_record_id,
        contradiction,
        is_veto,
        match_millibits
    from {{ ref('int_identity__pair_scores') }}
),

steward_pairs as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__steward_pairs') }}
    where decision = 'keep_apart'
),

pairs_listed as (
    select
        left_record_id,
        right_record_id,
        contradiction,
        is_veto,
        match_millibits,
        false as is_kept_apart
    from pair_scores

    union all

    select
        left_record_id,
        right_record_id,
        cast(null as varchar) as contradiction,
        false as is_veto,
        cast(null as bigint) as match_millibits,
        true as is_kept_apart
    from steward_pairs
),

grouped as (
    select
        pairs_listed.*,
        coalesce(left_clusters.cluster_id, pairs_listed.left_record_id) as left_group,
        coalesce(right_clusters.cluster_id, pairs_listed.right_record_id) as right_group
    from pairs_listed
    left join clusters as left_clusters
        on pairs_listed.left_record_id = left_clusters.record_id
    left join clusters as right_clusters
        on pairs_listed.right_record_id = right_clusters.record_id
),

final as (
    select
        grouped.left_record_id,
        grouped.right_record_id,
        grouped.contradiction,
        grouped.is_veto,
        grouped.is_kept_apart,
        grouped.match_millibits,
        open_groups.lower_group,
        open_groups.higher_group
    from grouped
    inner join open_groups
        on
            least(grouped.left_group, grouped.right_group) = open_groups.lower_group
            and greatest(grouped.left_group, grouped.right_group) = open_groups.higher_group
)

select * from final
