with store_months as (
    select * from {{ ref('overview_store_months') }}
),

final as (
    select
        sales_month,
        channel,
        store_id,
        customer_count,
        order_count,
        net_amount_reporting,
        anonymous_order_count,
        anonymous_order_share,
        anonymous_net_amount_reporting
    from store_months
)

select * from final
