with scored as (
    {{ scored('feature_drift') }}
),

final as (
    select
        run_id,
        score_name,
        feature_name,
        stability_index,
        is_drifting
    from scored
)

select * from final
