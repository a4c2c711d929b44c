with order_lines as (
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
    from {{ ref('stg_shop__order_lines') }}
),

refunds as (
    select
        refund_id,
        order_id,
        line_number,
        quantity,
        refund_amount,
        source_file,
        source_row
    from {{ ref('stg_shop__refunds') }}
),

lines_sold as (
    select
        'shop|' || order_id as order_key,
        line_number,
        product_code,
        promotion_code,
        quantity,
        unit_price,
        discount_amount,
        line_amount,
        source_file,
        source_row
    from order_lines
),

-- a refund of a whole order has no line: the money is in the return, the article is not known
lines_refunded as (
    select
        'shop|refund:' || refunds.refund_id as order_key,
        refunds.line_number,
        order_lines.product_code,
        order_lines.promotion_code,
        -abs(coalesce(refunds.quantity, 1)) as quantity,
        order_lines.unit_price,
        cast(0 as decimal(18, 2)) as discount_amount,
        -refunds.refund_amount as line_amount,
        refunds.source_file,
        refunds.source_row
    from refunds
    inner join order_lines
        on
            refunds.order_id = order_lines.order_id
            and refunds.line_number = order_lines.line_number
),

lines_together as (
    select * from lines_sold
    union all
    select * from lines_refunded
),

final as (
    select
        order_key,
        line_number,
        product_code,
        cast(null as varchar) as product_name,
        cast(null as varchar) as category,
        cast(null as varchar) as subcategory,
        cast(null as varchar) as brand,
        promotion_code,
        quantity,
        unit_price,
        discount_amount,
        line_amount,
        source_file,
        source_row
    from lines_together
)

select * from final
