with landed as (
    {{ landed('social', 'interactions') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('interaction_id') }} as interaction_id,
        {{ clean_text('profile_id') }} as profile_id,
        {{ clean_text('product_code') }} as product_code,

        -- strings
        lower({{ clean_text('platform') }}) as platform,
        {{ known_word('interaction_type', [
            'mention', 'message', 'comment', 'reaction', 'share'
        ]) }} as interaction_type,
        {{ known_word('sentiment', ['positive', 'neutral', 'negative']) }} as sentiment,
        {{ clean_text('topic') }} as topic,

        -- timestamps
        {{ parse_timestamp('interaction_at', written_in='utc') }} as interaction_at,

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
            when parsed.interaction_id is null then 'unusable_interaction_id'
            when parsed.interaction_at is null then 'unusable_interaction_at'
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
                interaction_id
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
