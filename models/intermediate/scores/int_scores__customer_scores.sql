{#- The scores of the newest run, for customers who still are one: who was merged meanwhile is
    scored with the next run. -#}
with scores as (
    select
        run_id,
        as_of_date,
        customer_id,
        score_name,
        horizon_days,
        score_value,
        model_name,
        missing_reason
    from {{ ref('stg_scores__customer_scores') }}
),

latest_run as (
    select run_id
    from {{ ref('int_scores__latest_run') }}
),

customers as (
    select customer_id
    from {{ ref('int_profile__customers') }}
),

final as (
    select
        scores.customer_id,
        scores.score_name,
        scores.horizon_days,
        scores.score_value,
        scores.model_name,
        scores.missing_reason,
        scores.as_of_date as scored_as_of_date,
        scores.run_id
    from scores
    inner join latest_run
        on scores.run_id = latest_run.run_id
    inner join customers
        on scores.customer_id = customers.customer_id
)

select * from final
