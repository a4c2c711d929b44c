with order_lines as (
    select * from {{ ref('fct_order_lines') }}
),

products as (
    select
        product_id,
        product_name,
        category,
        brand
    from {{ ref('dim_products') }}
),

final as (
    select
        order_lines.customer_id,
        order_lines.order_key,
        order_lines.order_line_key,
        order_lines.line_number,
        order_lines.ordered_on,
        order_lines.is_return,
        order_lines.is_cancelled,
        order_lines.product_id,
        products.product_name,
        products.category,
        products.brand,
        order_lines.promotion_code,
        order_lines.quantity,
        order_lines.unit_price,
        order_lines.discount_amount,
        order_lines.line_amount,
        order_lines.currency_code,
        order_lines.net_amount_reporting
    from order_lines
    left join products
        on order_lines.product_id = products.product_id
    where order_lines.customer_id is not null
)

select * from final
