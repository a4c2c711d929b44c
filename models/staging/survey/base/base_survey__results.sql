with landed as (
    {{ landed('survey', 'results') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('store_id') }} as store_id,

        -- strings
        {{ clean_text('survey_name') }} as survey_name,
        {{ known_word('survey_type', ['nps', 'csat']) }} as survey_type,
        {{ clean_text('group_label') }} as group_label,

        -- numerics
        {{ within_range(parse_integer('response_count'), 0) }} as response_count,
        -- where no type is named, the wider scale
        case {{ known_word('survey_type', ['nps', 'csat']) }}
            when 'csat' then {{ within_range(parse_decimal('average_score', 4), 1, 5) }}
            else {{ within_range(parse_decimal('average_score', 4), 0, 10) }}
        end as average_score,

        -- dates
        {{ parse_date('period_start') }} as period_start,
        {{ parse_date('period_end') }} as period_end,

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
            when parsed.survey_name is null then 'unusable_survey_name'
            when parsed.period_start is null then 'unusable_period_start'
            when parsed.response_count is null then 'unusable_response_count'
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
                survey_name,
                period_start,
                -- empty is a value of its own: all shops, all people
                coalesce(store_id, ''),
                coalesce(group_label, '')
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
