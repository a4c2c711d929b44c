with order_lines as (
    select
        source_system,
        order_id,
        line_number,
        product_code,
        product_name,
        category,
        subcategory,
        brand,
        promotion_code,
        quantity,
        unit_price,
        discount_amount,
        line_amount,
        source_file,
        source_row
    from {{ ref('stg_feeds__order_lines') }}
),

orders as (
    select
        source_system,
        order_id,
        order_type
    from {{ ref('stg_feeds__orders') }}
),

final as (
    select
        order_lines.source_system || '|' || order_lines.order_id as order_key,
        order_lines.line_number,
        order_lines.product_code,
        order_lines.product_name,
        order_lines.category,
        order_lines.subcategory,
        order_lines.brand,
        order_lines.promotion_code,
        case
            when orders.order_type = 'return' then -abs(order_lines.quantity)
            else order_lines.quantity
        end
            as quantity,
        order_lines.unit_price,
        order_lines.discount_amount,
        case
            when orders.order_type = 'return' then -abs(order_lines.line_amount)
            else order_lines.line_amount
        end
            as line_amount,
        order_lines.source_file,
        order_lines.source_row
    from order_lines
    inner join orders
        on
            order_lines.source_system = orders.source_system
            and order_lines.order_id = orders.order_id
)

select * from final
