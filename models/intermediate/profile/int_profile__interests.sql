{#- An interest fades: evidence counts half after interest_half_life_days, a quarter after twice
    that. Decimals, not floats, so that sums are the same in any order. -#}
with evidence as (
    select
        customer_id,
        topic,
        evidence_type,
        shown_on,
        evidence_count
    from {{ ref('int_profile__interest_evidence') }}
),

interest_weights as (
    select
        evidence_type,
        weight
    from {{ ref('interest_weights') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

evidence_weighed as (
    select
        evidence.customer_id,
        evidence.topic,
        evidence.evidence_type,
        evidence.shown_on,
        evidence.evidence_count,
        cast(
            evidence.evidence_count
            * interest_weights.weight
            * power(
                0.5,
                {{ days_between('evidence.shown_on', 'as_of.as_of_date') }}
                / {{ var('interest_half_life_days') }}.0
            ) as decimal(18, 6)
        ) as score
    from evidence
    cross join as_of
    inner join interest_weights
        on evidence.evidence_type = interest_weights.evidence_type
),

interests_summed as (
    select
        customer_id,
        topic,
        sum(score) as score,
        sum(evidence_count) as evidence_count,
        sum(case when evidence_type = 'purchase' then evidence_count else 0 end) as purchase_count,
        max(case when evidence_type = 'stated' then 1 else 0 end) = 1 as is_stated,
        max(shown_on) as last_shown_on
    from evidence_weighed
    group by customer_id, topic
),

final as (
    select
        customer_id,
        topic,
        cast(score as decimal(18, 4)) as interest_score,
        cast(
            score / nullif(sum(score) over (partition by customer_id), 0) as decimal(5, 4)
        ) as interest_share,
        row_number() over (
            partition by customer_id order by score desc, evidence_count desc, topic asc
        ) as interest_rank,
        cast(evidence_count as bigint) as evidence_count,
        cast(purchase_count as bigint) as purchase_count,
        is_stated,
        last_shown_on
    from interests_summed
)

select * from final
