with scored as (
    {{ scored('model_figures') }}
),

final as (
    select
        run_id,
        score_name,
        model_name,
        cutoff_date,
        figure_name,
        figure_value
    from scored
)

select * from final
