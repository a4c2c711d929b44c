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
        lapsed_regular_count,
        order_count_365d,
        net_amount_365d_reporting,
        anonymous_order_count_365d,
        anonymous_order_share_365d
    from stores
)

select * from final
