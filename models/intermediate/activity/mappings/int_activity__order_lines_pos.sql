with receipt_lines as (
    select
        receipt_id,
        line_number,
        product_code,
        product_name,
        promotion_code,
        quantity,
        unit_price,
        discount_amount,
        line_amount,
        source_file,
        source_row
    from {{ ref('stg_pos__receipt_lines') }}
),

receipts as (
    select
        receipt_id,
        receipt_type
    from {{ ref('stg_pos__receipts') }}
),

final as (
    select
        'pos|' || receipt_lines.receipt_id as order_key,
        receipt_lines.line_number,
        receipt_lines.product_code,
        receipt_lines.product_name,
        cast(null as varchar) as category,
        cast(null as varchar) as subcategory,
        cast(null as varchar) as brand,
        receipt_lines.promotion_code,
        case
            when receipts.receipt_type = 'return' then -abs(receipt_lines.quantity)
            else receipt_lines.quantity
        end
            as quantity,
        receipt_lines.unit_price,
        receipt_lines.discount_amount,
        case
            when receipts.receipt_type = 'return' then -abs(receipt_lines.line_amount)
            else receipt_lines.line_amount
        end
            as line_amount,
        receipt_lines.source_file,
        receipt_lines.source_row
    from receipt_lines
    inner join receipts
        on receipt_lines.receipt_id = receipts.receipt_id
)

select * from final
