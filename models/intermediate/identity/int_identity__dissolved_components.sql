with pair_scores as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__pair_scores') }}
    where is_contradiction
),

keep_apart as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__steward_pairs') }}
    where decision = 'keep_apart'
),

rule_components as (
    select
        node,
        component
    from {{ ref('int_identity__rule_components') }}
),

contradictions as (
    select * from pair_scores
    union
    select * from keep_apart
),

-- rules that join what contradicts itself have gone wrong somewhere: their records are joined anew,
-- pair by pair, by the weight of the evidence
final as (
    select
        left_components.component,
        count(*) as contradiction_count
    from contradictions
    inner join rule_components as left_components
        on contradictions.left_record_id = left_components.node
    inner join rule_components as right_components
        on contradictions.right_record_id = right_components.node
    where left_components.component = right_components.component
    group by left_components.component
)

select * from final
