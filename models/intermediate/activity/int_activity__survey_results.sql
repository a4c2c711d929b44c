with results as (
    select * from {{ ref('stg_survey__results') }}
),

final as (
    select
        survey_name,
        survey_type,
        period_start,
        period_end,
        store_id,
        group_label,
        response_count,
        average_score
    from results
)

select * from final
