with store_months as (
    select * from {{ ref('overview_store_months') }}
),

final as (
    select
        store_id,
        sales_month,
        channel,
        customer_count,
        order_count,
        net_amount_reporting,
        anonymous_order_count,
        anonymous_order_share,
        anonymous_net_amount_reporting
    from store_months
    where store_id not in ('none', 'other')
)

select * from final
