with scored as (
    {{ scored('model_runs') }}
),

final as (
    select
        run_id,
        run_number,
        as_of_date,
        score_name,
        horizon_days,
        model_name,
        model_version,
        is_used,
        decision_reason,
        training_row_count,
        trained_from,
        trained_to
    from scored
)

select * from final
