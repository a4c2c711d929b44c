with answers as (
    select
        response_id,
        question_code,
        answer_value
    from {{ ref('stg_survey__answers') }}
),

responses as (
    select
        response_id,
        customer_id,
        answered_at
    from {{ ref('int_activity__survey_responses') }}
    where source_system = 'survey'
),

final as (
    select
        answers.response_id,
        answers.question_code,
        answers.answer_value,
        responses.customer_id,
        responses.answered_at
    from answers
    left join responses
        on answers.response_id = responses.response_id
)

select * from final
