with landed as (
    {{ landed('survey', 'answers') }}
),

responses as (
    select response_id
    from {{ ref('stg_survey__responses') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('response_id') }} as response_id,

        -- strings
        {{ known_word('question_code', [
            'interest', 'lifestyle', 'motivation', 'preferred_contact_channel', 'household_size'
        ]) }} as question_code,
        {{ clean_text('answer_value') }} as answer_value,

        -- provenance
        source_file,
        source_file_newest,
        source_load_id,
        source_file_id,
        source_row
    from landed
),

checked as (
    select
        parsed.*,
        case
            when parsed.response_id is null then 'unusable_response_id'
            when parsed.question_code is null then 'unusable_question_code'
            when parsed.answer_value is null then 'unusable_answer_value'
            when responses.response_id is null then 'no_usable_response'
        end as unusable_reason
    from parsed
    left join responses
        on parsed.response_id = responses.response_id
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                response_id,
                question_code,
                answer_value
            order by
                source_file_newest desc,
                source_load_id desc,
                source_file_id desc,
                source_row desc
        ) as version_number
    from checked
),

final as (
    select
        *,
        coalesce(
            unusable_reason,
            case when version_number > 1 then 'repeated_key' end
        ) as rejection_reason
    from versions_numbered
)

select * from final
