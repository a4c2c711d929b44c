with products_of_shop as (
    select
        product_code,
        ean,
        product_name,
        category,
        subcategory,
        brand,
        list_price,
        unit_cost,
        currency_code
    from {{ ref('stg_shop__products') }}
),

products_of_pos as (
    select
        product_code,
        ean,
        product_name,
        category,
        subcategory,
        brand,
        unit_cost,
        currency_code
    from {{ ref('stg_pos__products') }}
),

-- an article that was sold and stands in no catalogue is known by its lines alone: what most of
-- them say
descriptions_counted as (
    select
        product_id as product_code,
        product_name,
        category,
        subcategory,
        brand,
        count(*) as line_count
    from {{ ref('int_activity__order_lines') }}
    group by product_id, product_name, category, subcategory, brand
),

descriptions_ranked as (
    select
        *,
        row_number() over (
            partition by product_code
            order by
                case when product_name is null then 1 else 0 end asc,
                line_count desc,
                product_name asc,
                category asc nulls last,
                subcategory asc nulls last,
                brand asc nulls last
        ) as description_rank
    from descriptions_counted
),

products_of_lines as (
    select
        product_code,
        product_name,
        category,
        subcategory,
        brand
    from descriptions_ranked
    where description_rank = 1
),

categories_not_suggested as (
    select category
    from {{ ref('categories_not_suggested') }}
),

codes_listed as (
    select product_code from products_of_shop
    union
    select product_code from products_of_pos
    union
    select product_code from products_of_lines
),

codes_described as (
    select
        codes_listed.product_code as product_id,
        coalesce(products_of_shop.ean, products_of_pos.ean) as ean,
        coalesce(
            products_of_shop.product_name,
            products_of_pos.product_name,
            products_of_lines.product_name
        )
            as product_name,
        coalesce(products_of_shop.category, products_of_pos.category, products_of_lines.category)
            as category,
        coalesce(
            products_of_shop.subcategory, products_of_pos.subcategory, products_of_lines.subcategory
        )
            as subcategory,
        coalesce(products_of_shop.brand, products_of_pos.brand, products_of_lines.brand) as brand,
        products_of_shop.list_price,
        case
            when coalesce(products_of_shop.unit_cost, products_of_shop.list_price) is not null
                then products_of_shop.unit_cost
            else products_of_pos.unit_cost
        end as unit_cost,
        -- the currency of the price and cost that are shown
        case
            when coalesce(products_of_shop.unit_cost, products_of_shop.list_price) is not null
                then products_of_shop.currency_code
            else products_of_pos.currency_code
        end as currency_code,
        coalesce(products_of_shop.product_code, products_of_pos.product_code) is null as is_inferred
    from codes_listed
    left join products_of_shop
        on codes_listed.product_code = products_of_shop.product_code
    left join products_of_pos
        on codes_listed.product_code = products_of_pos.product_code
    left join products_of_lines
        on codes_listed.product_code = products_of_lines.product_code
),

final as (
    select
        codes_described.*,
        not exists (
            select 1
            from categories_not_suggested
            where
                categories_not_suggested.category
                in (lower(codes_described.category), lower(codes_described.subcategory))
        ) as may_be_suggested
    from codes_described
)

select * from final
