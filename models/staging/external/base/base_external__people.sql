with landed as (
    {{ landed('external', 'people') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('provider') }}) as provider_name,
        {{ clean_text('record_id') }} as record_id,

        -- strings
        {{ clean_text('full_name') }} as full_name,
        {{ clean_text('street') }} as street,
        {{ clean_text('street_number') }} as street_number,
        {{ clean_text('city') }} as city,
        {{ clean_text('postal_code') }} as postal_code,
        {{ normalise_country('country_code') }} as country_code,
        {{ known_word('income_band', ['low', 'middle', 'high']) }} as income_band,
        {{ known_word('education_level', ['school', 'degree', 'other']) }} as education_level,
        {{ clean_text('lifestyle_cluster') }} as lifestyle_cluster,

        -- booleans
        {{ parse_boolean('has_children') }} as has_children,

        -- numerics
        {{ within_range(parse_integer('household_size'), 1) }} as household_size,

        -- dates
        {{ parse_date('birth_date') }} as birth_date,
        {{ parse_date('licence_ends_on') }} as licence_ends_on,
        {{ parse_date('delivered_on') }} as delivered_on,

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
            when parsed.provider_name is null then 'unusable_provider_name'
            when parsed.record_id is null then 'unusable_record_id'
            when parsed.licence_ends_on is null then 'unusable_licence_ends_on'
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
                provider_name,
                record_id
            order by
                delivered_on desc nulls last,
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
