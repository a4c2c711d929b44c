with landed as (
    {{ landed('feeds', 'identities') }}
),

-- read once: the numbering plan of a phone depends on it
countries_read as (
    select
        *,
        {{ normalise_country('country_code') }} as country_read
    from landed
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ normalise_code('national_id') }} as national_id,
        {{ normalise_code('loyalty_card_number') }} as loyalty_card_number,

        -- strings
        {{ clean_text('given_name') }} as given_name,
        {{ clean_text('middle_name') }} as middle_name,
        {{ clean_text('family_name') }} as family_name,
        {{ clean_text('full_name') }} as full_name,
        {{ normalise_gender('gender') }} as gender,
        {{ normalise_email('email') }} as email,
        lower({{ clean_text('email') }}) as email_written,
        {{ normalise_phone('phone', 'country_read') }} as phone,
        {{ clean_text('street') }} as street,
        {{ clean_text('street_number') }} as street_number,
        {{ clean_text('unit') }} as unit,
        {{ clean_text('city') }} as city,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('region') }} as region,
        country_read as country_code,
        {{ clean_text('occupation') }} as occupation,
        {{ clean_text('birth_date') }} as birth_date_written,

        -- dates
        {{ parse_date('birth_date') }} as birth_date,

        -- timestamps
        {{ parse_timestamp('created_at') }} as created_at,
        {{ parse_timestamp('updated_at') }} as updated_at,

        -- provenance
        source_file,
        source_file_newest,
        source_load_id,
        source_file_id,
        source_row
    from countries_read
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
                source_record_id
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
