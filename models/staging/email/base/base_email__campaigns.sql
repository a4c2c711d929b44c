with landed as (
    {{ landed('email', 'campaigns') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('campaign_id') }} as campaign_id,

        -- strings
        {{ clean_text('campaign_name') }} as campaign_name,
        case
            when {{ clean_text('channel') }} is null then 'email'
            else {{ known_word('channel', ['email', 'sms', 'push']) }}
        end as channel,
        {{ clean_text('subject') }} as subject,
        {{ clean_text('topic') }} as topic,
        upper({{ clean_text('offer_code') }}) as offer_code,

        -- timestamps
        {{ parse_timestamp('sent_at', written_in='utc') }} as sent_at,

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
            when parsed.campaign_id is null then 'unusable_campaign_id'
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
                campaign_id
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
