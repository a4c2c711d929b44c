{#- Which article a scanned code means: the article number itself, or its barcode. -#}
with articles as (
    select
        product_code,
        ean
    from {{ ref('stg_shop__products') }}
    union
    select
        product_code,
        ean
    from {{ ref('stg_pos__products') }}
),

codes_listed as (
    select
        product_code as scanned_code,
        product_code,
        1 as preference
    from articles
    union all
    select
        ean as scanned_code,
        product_code,
        2 as preference
    from articles
    where ean is not null
),

codes_ranked as (
    select
        *,
        row_number()
            over (partition by scanned_code order by preference asc, product_code asc)
            as code_rank
    from codes_listed
),

final as (
    select
        scanned_code,
        product_code
    from codes_ranked
    where code_rank = 1
)

select * from final
