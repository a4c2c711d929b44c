with rows_checked as (
    select * from {{ ref('base_survey__answers') }}
),

final as (
    select
        response_id,
        question_code,
        answer_value,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
