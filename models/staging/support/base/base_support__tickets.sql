with landed as (
    {{ landed('support', 'tickets') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('ticket_id') }} as ticket_id,
        {{ clean_text('requester_id') }} as requester_id,
        {{ clean_text('order_id') }} as order_id,
        {{ clean_text('product_code') }} as product_code,

        -- strings
        {{ known_word('channel', ['phone', 'email', 'chat', 'form']) }} as channel,
        {{ known_word('reason', [
            'delivery', 'quality', 'price', 'billing', 'return', 'availability', 'account', 'question'
        ]) }} as reason,

        -- booleans
        {{ parse_boolean('is_complaint') }} as is_complaint,

        -- numerics
        {{ within_range(parse_integer('satisfaction_score'), 1, 5) }} as satisfaction_score,

        -- timestamps
        {{ parse_timestamp('opened_at', written_in='utc') }} as opened_at,
        {{ parse_timestamp('first_reply_at', written_in='utc') }} as first_reply_at,
        {{ parse_timestamp('closed_at', written_in='utc') }} as closed_at,
        {{ parse_timestamp('updated_at', written_in='utc') }} as updated_at,

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
            when parsed.ticket_id is null then 'unusable_ticket_id'
            when parsed.opened_at is null then 'unusable_opened_at'
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
                ticket_id
            order by
                updated_at desc nulls last,
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
