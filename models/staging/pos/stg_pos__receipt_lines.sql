with rows_checked as (
    select * from {{ ref('base_pos__receipt_lines') }}
),

final as (
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
    from rows_checked
    where rejection_reason is null
)

select * from final
