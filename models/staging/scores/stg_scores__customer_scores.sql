with scored as (
    {{ scored('customer_scores') }}
),

final as (
    select
        run_id,
        as_of_date,
        customer_id,
        score_name,
        horizon_days,
        score_value,
        model_name,
        missing_reason
    from scored
)

select * from final
