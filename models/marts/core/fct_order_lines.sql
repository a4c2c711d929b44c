{{ config(materialized='view') }}

with order_lines as (
    select
        order_line_key,
        order_key,
        line_number,
        source_system,
        customer_id,
        store_id,
        channel,
        ordered_on,
        is_return,
        is_cancelled,
        product_id,
        scanned_code,
        promotion_code,
        quantity,
        unit_price,
        discount_amount,
        line_amount,
        currency_code,
        net_amount,
        net_amount_reporting
    from {{ ref('int_activity__order_lines') }}
),

final as (
    select
        order_line_key,
        order_key,
        line_number,
        source_system,
        customer_id,
        store_id,
        channel,
        ordered_on,
        is_return,
        is_cancelled,
        product_id,
        scanned_code,
        promotion_code,
        quantity,
        unit_price,
        discount_amount,
        line_amount,
        currency_code,
        net_amount,
        net_amount_reporting
    from order_lines
)

select * from final
