{#- Every compared pair between two groups of int_identity__open_links: what is for and against. -#}
with open_groups as (
    select
        lower_group,
        higher_group
    from {{ ref('int_identity__open_links') }}
    group by lower_group, higher_group
),

record_groups as (
    select
        record_id,
        group_id
    from {{ ref('int_identity__record_groups') }}
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
        left_groups.group_id as left_group,
        right_groups.group_id as right_group
    from pairs_listed
    inner join record_groups as left_groups
        on pairs_listed.left_record_id = left_groups.record_id
    inner join record_groups as right_groups
        on pairs_listed.right_record_id = right_groups.record_id
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
