with landed as (
    {{ landed('feeds', 'feedback') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('feedback_id') }} as feedback_id,
        {{ clean_text('source_record_id') }} as source_record_id,

        -- strings
        lower({{ clean_text('feedback_type') }}) as feedback_type,
        {{ clean_text('comment') }} as feedback_comment,

        -- numerics
        {{ parse_decimal('score') }} as score,

        -- timestamps
        {{ parse_timestamp('feedback_at') }} as feedback_at,

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
            when parsed.source_system is null then 'unusable_source_system'
            -- the house's own systems are not fed: their names would mix with what they export
            when parsed.source_system in {{ house_systems() }}
                then 'reserved_source_system'
            when parsed.feedback_id is null then 'unusable_feedback_id'
            when parsed.feedback_at is null then 'unusable_feedback_at'
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
                source_system,
                feedback_id
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
