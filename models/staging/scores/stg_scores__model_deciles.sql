with scored as (
    {{ scored('model_deciles') }}
),

final as (
    select
        run_id,
        score_name,
        model_name,
        cutoff_date,
        decile,
        customer_count,
        mean_score,
        outcome_rate,
        lift
    from scored
)

select * from final
