{#- What may come of a customer and what to do about it, for the profile. -#}
with lifecycle as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_since,
        lapse_date
    from {{ ref('int_actions__lifecycle') }}
),

risks as (
    select
        customer_id,
        risk_band,
        risk_basis
    from {{ ref('int_actions__risk') }}
),

first_reasons as (
    select
        customer_id,
        reason
    from {{ ref('int_actions__risk_reasons') }}
    where reason_rank = 1
),

next_actions as (
    select
        customer_id,
        action_id,
        channel,
        expires_on
    from {{ ref('int_actions__next') }}
),

scores as (
    select
        customer_id,
        churn_probability_90d,
        purchase_probability_30d,
        predicted_clv_next_365d,
        predicted_order_frequency_next_365d,
        expected_next_order_date,
        prospect_score,
        scored_as_of_date
    from {{ ref('int_scores__customers') }}
),

final as (
    select
        lifecycle.customer_id,
        lifecycle.lifecycle_stage,
        lifecycle.lifecycle_since,
        lifecycle.lapse_date,
        risks.risk_band,
        risks.risk_basis,
        first_reasons.reason as at_risk_reason,
        next_actions.action_id as next_best_action,
        next_actions.channel as next_best_action_channel,
        next_actions.expires_on as next_best_action_expires_on,
        scores.churn_probability_90d,
        scores.purchase_probability_30d,
        scores.predicted_clv_next_365d,
        scores.predicted_order_frequency_next_365d,
        scores.expected_next_order_date,
        scores.prospect_score,
        scores.scored_as_of_date
    from lifecycle
    inner join next_actions
        on lifecycle.customer_id = next_actions.customer_id
    left join risks
        on lifecycle.customer_id = risks.customer_id
    left join first_reasons
        on lifecycle.customer_id = first_reasons.customer_id
    left join scores
        on lifecycle.customer_id = scores.customer_id
)

select * from final
