with landed as (
    {{ landed('shop', 'products') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('product_code') }} as product_code,
        {{ normalise_code('ean') }} as ean,

        -- strings
        {{ clean_text('product_name') }} as product_name,
        {{ clean_text('category') }} as category,
        {{ clean_text('subcategory') }} as subcategory,
        {{ clean_text('brand') }} as brand,
        upper({{ clean_text('currency_code') }}) as currency_code,

        -- numerics
        {{ parse_decimal('list_price') }} as list_price,
        {{ parse_decimal('unit_cost', 4) }} as unit_cost,

        -- timestamps
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
            when parsed.product_code is null then 'unusable_product_code'
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
                product_code
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
