with landed as (
    {{ landed('pos', 'receipt_lines') }}
),

receipts as (
    select receipt_id
    from {{ ref('stg_pos__receipts') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('receipt_id') }} as receipt_id,
        {{ parse_integer('line_number') }} as line_number,
        {{ clean_text('product_code') }} as product_code,

        -- strings
        {{ clean_text('product_name') }} as product_name,
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
            when parsed.receipt_id is null then 'unusable_receipt_id'
            when parsed.product_code is null then 'unusable_product_code'
            when parsed.quantity is null then 'unusable_quantity'
            when parsed.line_amount is null then 'unusable_line_amount'
            when receipts.receipt_id is null then 'no_usable_receipt'
        end as unusable_reason
    from parsed
    left join receipts
        on parsed.receipt_id = receipts.receipt_id
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                receipt_id,
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
