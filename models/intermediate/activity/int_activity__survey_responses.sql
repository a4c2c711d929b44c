{#- A new system joins by one line here. Who gives no address answers for the person whose receipt
    it is. -#}
with receipts as (
    select
        order_id,
        record_key,
        store_id
    from {{ ref('int_activity__orders_pos') }}
),

survey_responses as (
    select
        response_id,
        survey_type,
        email,
        receipt_id,
        score,
        feedback_comment,
        answered_at
    from {{ ref('stg_survey__responses') }}
),

responses as (
    select
        'survey' as source_system,
        survey_responses.response_id,
        coalesce('survey|respondent|' || survey_responses.email, receipts.record_key)
            as record_key,
        survey_responses.survey_type,
        survey_responses.answered_at,
        survey_responses.score,
        'pos|' || survey_responses.receipt_id as order_key,
        receipts.store_id,
        survey_responses.feedback_comment
    from survey_responses
    left join receipts
        on survey_responses.receipt_id = receipts.order_id

    union all

    select
        source_system,
        feedback_id as response_id,
        source_system || '|feed|' || source_record_id as record_key,
        feedback_type as survey_type,
        feedback_at as answered_at,
        score,
        cast(null as varchar) as order_key,
        cast(null as varchar) as store_id,
        feedback_comment
    from {{ ref('stg_feeds__feedback') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

final as (
    select
        responses.source_system || '|' || responses.response_id as response_key,
        responses.source_system,
        responses.response_id,
        responses.record_key,
        identities.customer_id,
        responses.survey_type,
        responses.answered_at,
        responses.score,
        case
            when responses.survey_type <> 'nps' or responses.score is null then null
            when responses.score >= 9 then 'promoter'
            when responses.score >= 7 then 'passive'
            else 'detractor'
        end as nps_group,
        responses.order_key,
        responses.store_id,
        responses.feedback_comment
    from responses
    left join identities
        on responses.record_key = identities.record_key
)

select * from final
