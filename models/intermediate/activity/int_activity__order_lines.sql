{#- A new system joins by one model in this shape and one line here. -#}
with order_lines as (
    select * from {{ ref('int_activity__order_lines_feeds') }}
    union all
    select * from {{ ref('int_activity__order_lines_pos') }}
    union all
    select * from {{ ref('int_activity__order_lines_shop') }}
),

orders as (
    select
        order_key,
        source_system,
        customer_id,
        store_id,
        channel,
        ordered_on,
        is_return,
        is_cancelled,
        currency_code,
        exchange_rate
    from {{ ref('int_activity__orders') }}
),

product_codes as (
    select
        scanned_code,
        product_code
    from {{ ref('int_activity__product_codes') }}
),

lines_numbered as (
    select
        *,
        -- systems that export no line number get one in the order of their file
        coalesce(
            line_number,
            coalesce(max(line_number) over (partition by order_key), 0)
            + row_number() over (
                partition by order_key, line_number is null
                order by source_file asc, source_row asc
            )
        ) as line_number_filled
    from order_lines
),

final as (
    select
        lines_numbered.order_key
        || '|'
        || cast(lines_numbered.line_number_filled as varchar) as order_line_key,
        lines_numbered.order_key,
        lines_numbered.line_number_filled as line_number,
        orders.source_system,
        orders.customer_id,
        orders.store_id,
        orders.channel,
        orders.ordered_on,
        orders.is_return,
        orders.is_cancelled,
        coalesce(product_codes.product_code, lines_numbered.product_code) as product_id,
        lines_numbered.product_code as scanned_code,
        lines_numbered.product_name,
        lines_numbered.category,
        lines_numbered.subcategory,
        lines_numbered.brand,
        lines_numbered.promotion_code,
        lines_numbered.quantity,
        lines_numbered.unit_price,
        lines_numbered.discount_amount,
        lines_numbered.line_amount,
        orders.currency_code,
        cast(
            case when orders.is_cancelled then 0 else lines_numbered.line_amount end as decimal(
                18, 2
            )
        ) as net_amount,
        cast(
            round(
                case when orders.is_cancelled then 0 else lines_numbered.line_amount end
                * orders.exchange_rate,
                2
            )
            as decimal(18, 2)
        ) as net_amount_reporting
    from lines_numbered
    inner join orders
        on lines_numbered.order_key = orders.order_key
    left join product_codes
        on lines_numbered.product_code = product_codes.scanned_code
)

select * from final
