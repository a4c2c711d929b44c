with rows_checked as (
    select * from {{ ref('base_feeds__feedback') }}
),

final as (
    select
        source_system,
        feedback_id,
        source_record_id,
        feedback_type,
        feedback_comment,
        score,
        feedback_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
