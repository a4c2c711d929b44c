with months as (
    select * from {{ ref('overview_months') }}
),

final as (
    select
        sales_month,
        customer_count,
        new_customer_count,
        order_count,
        store_order_count,
        return_count,
        net_amount_reporting,
        returned_amount_reporting,
        anonymous_order_count,
        anonymous_order_share,
        anonymous_net_amount_reporting
    from months
)

select * from final
