with rows_checked as (
    select * from {{ ref('base_shop__products') }}
),

final as (
    select
        product_code,
        ean,
        product_name,
        category,
        subcategory,
        brand,
        currency_code,
        list_price,
        unit_cost,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
