with responses as (
    select * from {{ ref('fct_survey_responses') }}
),

final as (
    select
        customer_id,
        response_key,
        survey_type,
        answered_at,
        score,
        nps_group,
        order_key,
        store_id,
        feedback_comment
    from responses
    where customer_id is not null
)

select * from final
