with landed as (
    {{ landed('pos', 'stores') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('store_id') }} as store_id,

        -- strings
        {{ clean_text('store_name') }} as store_name,
        lower({{ clean_text('store_format') }}) as store_format,
        {{ clean_text('street') }} as street,
        {{ clean_text('street_number') }} as street_number,
        {{ clean_text('city') }} as city,
        {{ clean_text('postal_code') }} as postal_code,
        {{ clean_text('region') }} as region,
        {{ normalise_country('country_code') }} as country_code,

        -- dates
        {{ parse_date('opened_on') }} as opened_on,

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
            when parsed.store_id is null then 'unusable_store_id'
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
                store_id
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
