with landed as (
    {{ landed('web', 'events') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('event_id') }} as event_id,
        {{ clean_text('device_id') }} as device_id,
        {{ clean_text('account_id') }} as account_id,
        {{ clean_text('session_id') }} as session_id,
        {{ clean_text('product_code') }} as product_code,
        {{ clean_text('order_id') }} as order_id,
        {{ clean_text('ad_click_id') }} as ad_click_id,

        -- strings
        lower({{ clean_text('event_name') }}) as event_name,
        lower({{ clean_text('device_type') }}) as device_type,
        {{ clean_text('page_url') }} as page_url,
        {{ clean_text('category') }} as category,
        {{ clean_text('search_term') }} as search_term,
        upper({{ clean_text('currency_code') }}) as currency_code,
        lower({{ clean_text('utm_source') }}) as utm_source,
        lower({{ clean_text('utm_medium') }}) as utm_medium,
        {{ clean_text('utm_campaign') }} as utm_campaign,
        {{ clean_text('content_topic') }} as content_topic,
        {{ known_word('app_platform', ['ios', 'android']) }} as app_platform,

        -- numerics
        {{ parse_decimal('quantity', 3) }} as quantity,
        {{ parse_decimal('unit_price', 4) }} as unit_price,

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
            when parsed.event_at is null then 'unusable_event_at'
            when parsed.event_name is null then 'unusable_event_name'
            when parsed.device_id is null then 'unusable_device_id'
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
