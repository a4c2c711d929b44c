with stores as (
    select * from {{ ref('overview_stores') }}
),

final as (
    select
        store_id,
        store_name,
        city,
        country_code,
        customer_count,
        regular_count,
        leaving_regular_count,
        lapsed_regular_count
    from stores
)

select * from final
