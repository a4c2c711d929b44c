with feedback as (
    select
        source_system,
        feedback_id,
        source_record_id,
        feedback_at,
        feedback_type,
        score,
        feedback_comment
    from {{ ref('stg_feeds__feedback') }}
),

feed_records as (
    select
        source_system,
        source_record_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where record_type = 'feed'
),

final as (
    select
        feedback.source_system || '|' || feedback.feedback_id as feedback_key,
        feedback.source_system,
        feedback.feedback_id,
        feed_records.customer_id,
        feedback.feedback_at,
        feedback.feedback_type,
        feedback.score,
        feedback.feedback_comment
    from feedback
    left join feed_records
        on
            feedback.source_system = feed_records.source_system
            and feedback.source_record_id = feed_records.source_record_id
)

select * from final
