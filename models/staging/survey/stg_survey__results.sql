with rows_checked as (
    select * from {{ ref('base_survey__results') }}
),

final as (
    select
        store_id,
        survey_name,
        survey_type,
        group_label,
        response_count,
        average_score,
        period_start,
        period_end,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
