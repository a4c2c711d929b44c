{#- What would be done about the two records of a decision if nobody had decided. -#}
with steward_pairs as (
    select
        decision_id,
        left_record_id,
        right_record_id
    from {{ ref('int_identity__steward_pairs') }}
),

rule_links as (
    select
        left_record_id,
        right_record_id,
        min(rule_id) as rule_id
    from {{ ref('int_identity__edges_deterministic') }}
    group by left_record_id, right_record_id
),

rule_components as (
    select
        node,
        component
    from {{ ref('int_identity__rule_components') }}
),

pair_scores as (
    select
        left_record_id,
        right_record_id,
        contradiction,
        match_millibits
    from {{ ref('int_identity__pair_scores') }}
),

evidence_found as (
    select
        steward_pairs.decision_id,
        pair_scores.match_millibits,
        case
            when pair_scores.contradiction is not null then 'contradiction'
            when rule_links.rule_id is not null then rule_links.rule_id
            when left_components.component = right_components.component
                then 'rules through other records'
            when pair_scores.match_millibits is not null then 'weights'
            else 'never compared'
        end as machine_basis
    from steward_pairs
    left join rule_links
        on
            steward_pairs.left_record_id = rule_links.left_record_id
            and steward_pairs.right_record_id = rule_links.right_record_id
    left join rule_components as left_components
        on steward_pairs.left_record_id = left_components.node
    left join rule_components as right_components
        on steward_pairs.right_record_id = right_components.node
    left join pair_scores
        on
            steward_pairs.left_record_id = pair_scores.left_record_id
            and steward_pairs.right_record_id = pair_scores.right_record_id
),

final as (
    select
        decision_id,
        case
            when machine_basis in ('contradiction', 'never compared') then 'keep_apart'
            when machine_basis <> 'weights' then 'link'
            when match_millibits >= 1000 * {{ var('link_threshold_bits') }} then 'link'
            else 'keep_apart'
        end as machine_decision,
        machine_basis,
        cast(match_millibits / 1000.0 as double) as match_weight
    from evidence_found
)

select * from final
