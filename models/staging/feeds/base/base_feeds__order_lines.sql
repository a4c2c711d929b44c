with landed as (
    {{ landed('feeds', 'order_lines') }}
),

orders as (
    select
        source_system,
        order_id
    from {{ ref('stg_feeds__orders') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('order_id') }} as order_id,
        {{ parse_integer('line_number') }} as line_number,
        {{ clean_text('product_code') }} as product_code,

        -- strings
        {{ clean_text('product_name') }} as product_name,
        {{ clean_text('category') }} as category,
        {{ clean_text('subcategory') }} as subcategory,
        {{ clean_text('brand') }} as brand,
        upper({{ clean_text('promotion_code') }}) as promotion_code,

        -- numerics
        {{ parse_decimal('quantity', 3) }} as quantity,
        {{ parse_decimal('unit_price', 4) }} as unit_price,
        coalesce({{ parse_decimal('discount_amount') }}, 0) as discount_amount,
        {{ parse_decimal('line_amount') }} as line_amount,

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
            when parsed.order_id is null then 'unusable_order_id'
            when parsed.product_code is null then 'unusable_product_code'
            when parsed.quantity is null then 'unusable_quantity'
            when parsed.line_amount is null then 'unusable_line_amount'
            when orders.order_id is null then 'no_usable_order'
        end as unusable_reason
    from parsed
    left join orders
        on
            parsed.source_system = orders.source_system
            and parsed.order_id = orders.order_id
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                source_system,
                order_id,
                line_number,
                case when line_number is null then source_file end,
                case when line_number is null then source_row end
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
