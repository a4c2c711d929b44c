-- Why are these two records one person, or why are they not? Line by line: the answer, what a
-- steward decided, what was cut and why, the evidence on the two themselves, and the links that
-- hold both inside their customer. For another pair:
-- dbt compile --select why_linked --vars '{left_record_key: "...", right_record_key: "..."}'
with asked as (
    select
        least(
            '{{ var("left_record_key", "loyalty|member|L1") }}',
            '{{ var("right_record_key", "crm|contact|C3") }}'
        ) as left_record_key,
        greatest(
            '{{ var("left_record_key", "loyalty|member|L1") }}',
            '{{ var("right_record_key", "crm|contact|C3") }}'
        ) as right_record_key
),

identities as (
    select
        asked.left_record_key,
        asked.right_record_key,
        left_identities.customer_id as left_customer_id,
        right_identities.customer_id as right_customer_id
    from asked
    left join {{ ref('customer_identities') }} as left_identities
        on asked.left_record_key = left_identities.record_key
    left join {{ ref('customer_identities') }} as right_identities
        on asked.right_record_key = right_identities.record_key
),

answer as (
    select
        1 as line_group,
        'answer' as topic,
        left_record_key,
        right_record_key,
        case
            when left_customer_id = right_customer_id then 'one customer: ' || left_customer_id
            when left_customer_id is null and right_customer_id is null
                then 'no customer: both records are not there, or are nobody''s'
            when left_customer_id is null then 'the left record is not there, or is nobody''s'
            when right_customer_id is null then 'the right record is not there, or is nobody''s'
            else 'two customers: ' || left_customer_id || ' and ' || right_customer_id
        end as explanation
    from identities
),

steward_lines as (
    select
        2 as line_group,
        'steward' as topic,
        decisions.left_record_key,
        decisions.right_record_key,
        decisions.decision
        || ' by '
        || decisions.decided_by
        || ' ('
        || decisions.decision_id
        || ', '
        || decisions.status
        || '): '
        || decisions.reason as explanation
    from {{ ref('identity_steward_decisions') }} as decisions
    cross join identities
    where
        (
            decisions.left_record_key in (identities.left_record_key, identities.right_record_key)
            and decisions.right_record_key
            in (identities.left_record_key, identities.right_record_key)
        )
        or (
            decisions.left_customer_id
            in (identities.left_customer_id, identities.right_customer_id)
            and decisions.right_customer_id
            in (identities.left_customer_id, identities.right_customer_id)
            and (
                identities.left_customer_id = identities.right_customer_id
                or decisions.decision = 'keep_apart'
            )
        )
),

guard_lines as (
    select
        3 as line_group,
        'guard' as topic,
        guard_audit.left_record_key,
        guard_audit.right_record_key,
        'link of '
        || guard_audit.rule_id
        || ' was cut: '
        || guard_audit.reason
        || coalesce(
            ', because of '
            || guard_audit.because_left_record_key
            || ' and '
            || guard_audit.because_right_record_key,
            ', average evidence '
            || cast(cast(guard_audit.average_weight as decimal(9, 1)) as varchar)
        ) as explanation
    from {{ ref('identity_guard_audit') }} as guard_audit
    inner join identities
        on
            least(guard_audit.left_customer_id, guard_audit.right_customer_id)
            = least(identities.left_customer_id, identities.right_customer_id)
            and greatest(guard_audit.left_customer_id, guard_audit.right_customer_id)
            = greatest(identities.left_customer_id, identities.right_customer_id)
),

evidence_lines as (
    select
        4 as line_group,
        'evidence' as topic,
        asked.left_record_key,
        asked.right_record_key,
        coalesce(
            evidence.evidence
            || case when evidence.is_contradiction then '; they contradict each other' else '' end
            || '; sum '
            || cast(cast(evidence.match_weight as decimal(9, 1)) as varchar),
            'no direct evidence: they were never compared, since they share no blocking key or one'
            || ' of them names nobody or repeats another record; or they are plainly two people'
            || ' (below {{ var("evidence_least_bits") }} bits)'
        ) as explanation
    from asked
    left join {{ ref('identity_evidence') }} as evidence
        on
            asked.left_record_key = evidence.left_record_key
            and asked.right_record_key = evidence.right_record_key
),

link_lines as (
    select
        5 as line_group,
        'link' as topic,
        edges.left_record_key,
        edges.right_record_key,
        edges.rule_id || ': ' || edges.evidence as explanation
    from {{ ref('customer_identity_edges') }} as edges
    inner join identities
        on edges.customer_id = identities.left_customer_id
    where identities.left_customer_id = identities.right_customer_id
),

lines_listed as (
    select * from answer
    union all
    select * from steward_lines
    union all
    select * from guard_lines
    union all
    select * from evidence_lines
    union all
    select * from link_lines
)

select
    topic,
    left_record_key,
    right_record_key,
    explanation
from lines_listed
order by line_group, left_record_key, right_record_key, explanation
