{#- Every link that holds a cluster together, whoever found it: rules, stewards, weights. -#}
with clusters as (
    select
        record_id,
        cluster_id
    from {{ ref('int_identity__clusters') }}
),

edges_deterministic as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        id_type,
        evidence
    from {{ ref('int_identity__edges_deterministic') }}
),

steward_links as (
    select
        left_record_id,
        right_record_id,
        decision_id
    from {{ ref('int_identity__steward_pairs') }}
    where decision = 'link'
),

pair_scores as (
    select
        left_record_id,
        right_record_id,
        match_millibits
    from {{ ref('int_identity__pair_scores') }}
    where match_millibits > 0
),

followers as (
    select
        record_id,
        leader_record_id,
        id_type,
        id_value
    from {{ ref('int_identity__followers') }}
),

edges_listed as (
    select
        left_record_id,
        right_record_id,
        rule_id,
        id_type,
        evidence,
        cast(null as bigint) as match_millibits
    from edges_deterministic

    union all

    select
        left_record_id,
        right_record_id,
        'steward' as rule_id,
        'decision' as id_type,
        decision_id as evidence,
        cast(null as bigint) as match_millibits
    from steward_links

    union all

    select
        least(record_id, leader_record_id) as left_record_id,
        greatest(record_id, leader_record_id) as right_record_id,
        'follows' as rule_id,
        id_type,
        id_value as evidence,
        cast(null as bigint) as match_millibits
    from followers

    union all

    select
        left_record_id,
        right_record_id,
        'weights' as rule_id,
        'several' as id_type,
        'see identity_evidence' as evidence,
        match_millibits
    from pair_scores
),

final as (
    select
        edges_listed.left_record_id,
        edges_listed.right_record_id,
        edges_listed.rule_id,
        edges_listed.id_type,
        edges_listed.evidence,
        cast(edges_listed.match_millibits / 1000.0 as double) as match_weight
    from edges_listed
    inner join clusters as left_clusters
        on edges_listed.left_record_id = left_clusters.record_id
    inner join clusters as right_clusters
        on edges_listed.right_record_id = right_clusters.record_id
    where left_clusters.cluster_id = right_clusters.cluster_id
)

select * from final
