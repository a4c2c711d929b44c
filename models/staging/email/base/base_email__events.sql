with landed as (
    {{ landed('email', 'events') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('event_id') }} as event_id,
        {{ clean_text('campaign_id') }} as campaign_id,
        {{ clean_text('subscriber_id') }} as subscriber_id,

        -- strings
        {{ known_word('event_type', [
            'sent', 'held_out', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained'
        ]) }} as event_type,
        {{ normalise_email('email') }} as email,
        {{ clean_text('link_url') }} as link_url,
        {{ clean_text('link_category') }} as link_category,
        lower({{ clean_text('device_type') }}) as device_type,

        -- timestamps
        {{ parse_timestamp('event_at', written_in='utc') }} as event_at,

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
            when parsed.event_id is null then 'unusable_event_id'
            when parsed.event_type is null then 'unusable_event_type'
            when parsed.event_at is null then 'unusable_event_at'
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
                event_id
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
