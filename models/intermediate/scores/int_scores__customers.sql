{#- The scores of a customer side by side. Columns that bear a number of days hold scores of just
    that horizon: where the setting differs, they are empty and customer_scores has the score. -#}
with scores as (
    select
        customer_id,
        score_name,
        horizon_days,
        score_value,
        missing_reason,
        scored_as_of_date
    from {{ ref('int_scores__customer_scores') }}
),

pivoted as (
    select
        customer_id,
        max(scored_as_of_date) as scored_as_of_date,
        max(case when score_name = 'churn_probability' then score_value end) as churn_probability,
        max(case when score_name = 'churn_probability' and horizon_days = 90 then score_value end)
            as churn_probability_90d,
        max(case when score_name = 'churn_probability' then missing_reason end)
            as churn_missing_reason,
        max(
            case when score_name = 'purchase_probability' and horizon_days = 30 then score_value end
        ) as purchase_probability_30d,
        max(
            case when score_name = 'predicted_net_amount' and horizon_days = 365 then score_value
            end
        ) as predicted_clv_next_365d,
        max(
            case when score_name = 'predicted_order_count' and horizon_days = 365 then score_value
            end
        ) as predicted_order_frequency_next_365d,
        max(case when score_name = 'expected_days_to_next_order' then score_value end)
            as expected_days_to_next_order,
        max(case when score_name = 'prospect_score' then score_value end) as prospect_score
    from scores
    group by customer_id
),

final as (
    select
        customer_id,
        scored_as_of_date,
        churn_probability,
        churn_probability_90d,
        churn_missing_reason,
        purchase_probability_30d,
        cast(round(predicted_clv_next_365d, 2) as decimal(18, 2)) as predicted_clv_next_365d,
        predicted_order_frequency_next_365d,
        {{ add_days('scored_as_of_date', 'cast(expected_days_to_next_order as integer)') }}
            as expected_next_order_date,
        prospect_score
    from pivoted
)

select * from final
