with rows_checked as (
    select * from {{ ref('base_survey__responses') }}
),

final as (
    select
        response_id,
        receipt_id,
        survey_type,
        email,
        feedback_comment,
        score,
        answered_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
