with landed as (
    {{ landed('survey', 'responses') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('response_id') }} as response_id,
        {{ clean_text('receipt_id') }} as receipt_id,

        -- strings
        {{ known_word('survey_type', ['nps', 'csat', 'tastes']) }} as survey_type,
        {{ normalise_email('email') }} as email,
        {{ clean_text('comment') }} as feedback_comment,

        -- numerics
        {{ parse_decimal('score') }} as score,

        -- timestamps
        {{ parse_timestamp('answered_at', written_in='utc') }} as answered_at,

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
            when parsed.survey_type is null then 'unusable_survey_type'
            when parsed.answered_at is null then 'unusable_answered_at'
            -- a form that asks for nothing but a score says nothing without one
            when parsed.survey_type = 'nps' and coalesce(parsed.score, -1) not between 0 and 10
                then 'unusable_score'
            when parsed.survey_type = 'csat' and coalesce(parsed.score, -1) not between 1 and 5
                then 'unusable_score'
        end as unusable_reason
    from parsed
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                response_id
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
