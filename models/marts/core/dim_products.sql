{{ config(materialized='view') }}

with products as (
    select
        product_id,
        ean,
        product_name,
        category,
        subcategory,
        brand,
        list_price,
        unit_cost,
        currency_code,
        is_inferred
    from {{ ref('int_activity__products') }}
),

final as (
    select
        product_id,
        ean,
        product_name,
        category,
        subcategory,
        brand,
        list_price,
        unit_cost,
        currency_code,
        is_inferred
    from products
)

select * from final
