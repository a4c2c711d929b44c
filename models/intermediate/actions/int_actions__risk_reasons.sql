{#- Why a customer slips, has lapsed or is at high risk: evidence from about the time of the last
    purchase, weighed and ranked. -#}
with risks as (
    select
        customer_id,
        last_ordered_on,
        churn_probability
    from {{ ref('int_actions__risk') }}
    where is_at_risk
),

lifecycle as (
    select
        customer_id,
        lifecycle_stage,
        cadence_days,
        has_own_cadence
    from {{ ref('int_actions__lifecycle') }}
),

last_orders as (
    select
        customer_id,
        order_key,
        row_number() over (
            partition by customer_id order by ordered_on desc, ordered_at desc, order_key asc
        ) as order_rank
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

risk_reasons as (
    select
        evidence_type,
        reason,
        weight,
        window_days,
        reason_text
    from {{ ref('risk_reasons') }}
),

habits_listed as (
    select
        risks.customer_id,
        case when lifecycle.has_own_cadence then 'drift' else 'drift_from_usual' end
            as evidence_type,
        last_orders.order_key as evidence_key,
        risks.last_ordered_on as evidence_on,
        cast(cast(round(lifecycle.cadence_days) as integer) as varchar) as detail,
        cast(1 as double precision) as intensity
    from risks
    inner join lifecycle
        on risks.customer_id = lifecycle.customer_id
    left join last_orders
        on
            risks.customer_id = last_orders.customer_id
            and last_orders.order_rank = 1
    where lifecycle.lifecycle_stage in ('slipping', 'lapsed')

    union all

    select
        customer_id,
        'score' as evidence_type,
        cast(null as varchar) as evidence_key,
        cast(null as date) as evidence_on,
        cast(cast(round(100 * churn_probability) as integer) as varchar) as detail,
        churn_probability as intensity
    from risks
    where churn_probability is not null
),

evidence_listed as (
    select * from {{ ref('int_actions__reasons_service') }}
    union all
    select * from {{ ref('int_actions__reasons_messages') }}
    union all
    select * from {{ ref('int_actions__reasons_price') }}
    union all
    select * from {{ ref('int_actions__reasons_offer') }}
    union all
    select * from {{ ref('int_actions__reasons_promotion') }}
    union all
    select * from habits_listed
),

-- what is long past, or came long after they had gone, is no reason
evidence_weighed as (
    select
        evidence_listed.customer_id,
        risk_reasons.reason,
        evidence_listed.evidence_type,
        evidence_listed.evidence_key,
        evidence_listed.evidence_on,
        cast(round(risk_reasons.weight * evidence_listed.intensity, 4) as decimal(5, 4))
            as strength,
        replace(
            replace(
                risk_reasons.reason_text, '{detail}', coalesce(evidence_listed.detail, 'some')
            ),
            '{date}',
            coalesce(cast(evidence_listed.evidence_on as varchar), 'an unknown day')
        ) as reason_text
    from evidence_listed
    inner join risks
        on evidence_listed.customer_id = risks.customer_id
    inner join risk_reasons
        on evidence_listed.evidence_type = risk_reasons.evidence_type
    where
        risk_reasons.window_days is null
        or abs({{ days_between('risks.last_ordered_on', 'evidence_listed.evidence_on') }})
        <= risk_reasons.window_days
),

evidence_ranked as (
    select
        *,
        count(*) over (partition by customer_id, reason) as evidence_count,
        row_number() over (
            partition by customer_id, reason
            order by
                strength desc,
                evidence_on desc nulls last,
                evidence_type asc,
                evidence_key asc nulls last
        ) as evidence_rank
    from evidence_weighed
),

final as (
    select
        customer_id,
        reason,
        row_number() over (
            partition by customer_id
            order by strength desc, evidence_on desc nulls last, reason asc
        ) as reason_rank,
        strength,
        evidence_type,
        evidence_key,
        evidence_on,
        evidence_count,
        reason_text
    from evidence_ranked
    where evidence_rank = 1
)

select * from final
