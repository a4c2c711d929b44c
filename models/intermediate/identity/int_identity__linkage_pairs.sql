{#- What average linkage works on: pairs of atoms (records that are one for certain) with the sum
    of their evidence. -#}
with pair_scores as (
    select
        left_record_id,
        right_record_id,
        match_millibits,
        is_veto
    from {{ ref('int_identity__pair_scores') }}
),

released_links as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__rule_links') }}
    where not is_certain
),

keep_apart as (
    select
        left_record_id,
        right_record_id
    from {{ ref('int_identity__steward_pairs') }}
    where decision = 'keep_apart'
),

atoms as (
    select
        node,
        component
    from {{ ref('int_identity__atoms') }}
),

linkage_nodes as (
    select
        node,
        node_size,
        uniques
    from {{ ref('int_identity__linkage_nodes') }}
),

-- a rule that had to let go still speaks for its pair; a veto outweighs anything
evidence_listed as (
    select
        left_record_id,
        right_record_id,
        match_millibits,
        case when is_veto then 1 else 0 end as veto_count,
        1 as pair_count
    from pair_scores

    union all

    select
        left_record_id,
        right_record_id,
        1000 * {{ var('dissolved_rule_bits') }} as match_millibits,
        0 as veto_count,
        0 as pair_count
    from released_links

    union all

    select
        left_record_id,
        right_record_id,
        0 as match_millibits,
        1 as veto_count,
        0 as pair_count
    from keep_apart
),

evidence_of_atoms as (
    select
        coalesce(left_atoms.component, evidence_listed.left_record_id) as one_atom,
        coalesce(right_atoms.component, evidence_listed.right_record_id) as other_atom,
        evidence_listed.match_millibits,
        evidence_listed.veto_count,
        evidence_listed.pair_count
    from evidence_listed
    left join atoms as left_atoms
        on evidence_listed.left_record_id = left_atoms.node
    left join atoms as right_atoms
        on evidence_listed.right_record_id = right_atoms.node
),

evidence_summed as (
    select
        least(one_atom, other_atom) as left_node,
        greatest(one_atom, other_atom) as right_node,
        sum(match_millibits) as weight_sum,
        sum(pair_count) as pair_count,
        sum(veto_count) as veto_count
    from evidence_of_atoms
    where one_atom <> other_atom
    group by least(one_atom, other_atom), greatest(one_atom, other_atom)
),

-- who has nobody to join needs no look at whom else it differs from
nodes_with_hope as (
    select left_node as node
    from evidence_summed
    where weight_sum > 0 and veto_count = 0
    union
    select right_node as node
    from evidence_summed
    where weight_sum > 0 and veto_count = 0
),

final as (
    select
        evidence_summed.left_node,
        evidence_summed.right_node,
        cast(evidence_summed.weight_sum as bigint) as weight_sum,
        cast(evidence_summed.pair_count as bigint) as pair_count,
        cast(evidence_summed.veto_count as bigint) as veto_count,
        coalesce(left_nodes.node_size, 1) as left_size,
        coalesce(right_nodes.node_size, 1) as right_size,
        coalesce(left_nodes.uniques, 0) as left_uniques,
        coalesce(right_nodes.uniques, 0) as right_uniques
    from evidence_summed
    inner join nodes_with_hope as left_hopes
        on evidence_summed.left_node = left_hopes.node
    inner join nodes_with_hope as right_hopes
        on evidence_summed.right_node = right_hopes.node
    left join linkage_nodes as left_nodes
        on evidence_summed.left_node = left_nodes.node
    left join linkage_nodes as right_nodes
        on evidence_summed.right_node = right_nodes.node
)

select * from final
