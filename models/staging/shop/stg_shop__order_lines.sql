with rows_checked as (
    select * from {{ ref('base_shop__order_lines') }}
),

final as (
    select
        order_id,
        line_number,
        product_code,
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
