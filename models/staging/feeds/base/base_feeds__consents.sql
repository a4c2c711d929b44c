with landed as (
    {{ landed('feeds', 'consents') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('consent_event_id') }} as consent_event_id,
        coalesce({{ normalise_email('contact_point') }}, {{ normalise_phone('contact_point') }})
            as contact_point,

        -- strings
        lower({{ clean_text('purpose') }}) as purpose,
        lower({{ clean_text('channel') }}) as channel,
        lower({{ clean_text('status') }}) as status,
        {{ clean_text('collected_through') }} as collected_through,
        {{ clean_text('policy_version') }} as policy_version,

        -- timestamps
        {{ parse_timestamp('event_at') }} as event_at,

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
            when parsed.consent_event_id is null then 'unusable_consent_event_id'
            when parsed.contact_point is null then 'unusable_contact_point'
            when parsed.purpose is null then 'unusable_purpose'
            when parsed.channel is null then 'unusable_channel'
            when parsed.status is null then 'unusable_status'
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
                source_system,
                consent_event_id
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
