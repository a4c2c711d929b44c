with landed as (
    {{ landed('external', 'areas') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('provider') }}) as provider_name,

        -- strings
        {{ clean_text('postal_code') }} as postal_code,
        {{ normalise_country('country_code') }} as country_code,
        {{ known_word('income_band', ['low', 'middle', 'high']) }} as income_band,
        {{ known_word('urbanity', ['city', 'town', 'country']) }} as urbanity,
        {{ clean_text('lifestyle_cluster') }} as lifestyle_cluster,

        -- numerics
        {{ within_range(parse_decimal('median_age_years', 1), 0, 120) }} as median_age_years,

        -- dates
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
            when parsed.postal_code is null then 'unusable_postal_code'
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
                country_code,
                postal_code
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
