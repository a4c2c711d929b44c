with landed as (
    {{ landed('support', 'interactions') }}
),

tickets as (
    select ticket_id
    from {{ ref('stg_support__tickets') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('interaction_id') }} as interaction_id,
        {{ clean_text('ticket_id') }} as ticket_id,

        -- strings
        {{ known_word('channel', ['phone', 'email', 'chat', 'form']) }} as channel,
        {{ known_word('direction', ['inbound', 'outbound']) }} as direction,

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
            when parsed.ticket_id is null then 'unusable_ticket_id'
            when parsed.interaction_at is null then 'unusable_interaction_at'
            when tickets.ticket_id is null then 'no_usable_ticket'
        end as unusable_reason
    from parsed
    left join tickets
        on parsed.ticket_id = tickets.ticket_id
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
