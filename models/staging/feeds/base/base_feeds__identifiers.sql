with landed as (
    {{ landed('feeds', 'identifiers') }}
),

identities as (
    select
        source_system,
        source_record_id
    from {{ ref('stg_feeds__identities') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('source_record_id') }} as source_record_id,
        lower({{ clean_text('id_type') }}) as id_type,
        case lower({{ clean_text('id_type') }})
            when 'email' then {{ email_identity_key(normalise_email('id_value')) }}
            when 'phone' then {{ normalise_phone('id_value') }}
            when 'loyalty_card' then {{ normalise_code('id_value') }}
            when 'national_id' then {{ normalise_code('id_value') }}
            else {{ clean_text('id_value') }}
        end as id_value,

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
            when parsed.source_record_id is null then 'unusable_source_record_id'
            when parsed.id_type is null then 'unusable_id_type'
            when parsed.id_value is null then 'unusable_id_value'
            when identities.source_record_id is null then 'no_usable_identity'
        end as unusable_reason
    from parsed
    left join identities
        on
            parsed.source_system = identities.source_system
            and parsed.source_record_id = identities.source_record_id
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                source_system,
                source_record_id,
                id_type,
                id_value
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
