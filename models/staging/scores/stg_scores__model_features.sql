with scored as (
    {{ scored('model_features') }}
),

final as (
    select
        run_id,
        score_name,
        model_name,
        feature_name,
        importance
    from scored
)

select * from final
