with contradictory_pairs as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__pair_scores') }}
    where contradiction is not null
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

joint_components as (
    select
        node,
        component
    from {{ ref('int_identity__joint_components') }}
),

components_in_contradiction as (
    select left_components.component
    from contradictory_pairs
    inner join rule_components as left_components
        on contradictory_pairs.left_record_id = left_components.node
    inner join rule_components as right_components
        on
            contradictory_pairs.right_record_id = right_components.node
            and left_components.component = right_components.component
),

-- rules and links together may join what a steward keeps apart: the rules give way
components_against_stewards as (
    select rule_components.component
    from keep_apart
    inner join joint_components as left_components
        on keep_apart.left_record_id = left_components.node
    inner join joint_components as right_components
        on
            keep_apart.right_record_id = right_components.node
            and left_components.component = right_components.component
    inner join joint_components as members
        on left_components.component = members.component
    inner join rule_components
        on members.node = rule_components.node
),

components_with_two_of_one as (
    select component
    from {{ ref('int_identity__unique_source_marks') }}
    group by component, source_bit
    having count(*) > 1
),

-- rules that join what contradicts itself have gone wrong somewhere: their records are joined anew,
-- pair by pair, by the weight of the evidence
final as (
    select component
    from components_in_contradiction
    union
    select component
    from components_against_stewards
    union
    select component
    from components_with_two_of_one
)

select * from final
