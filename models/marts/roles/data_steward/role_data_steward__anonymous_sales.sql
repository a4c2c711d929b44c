with sales as (
    select * from {{ ref('anonymous_sales') }}
),

final as (
    select
        channel,
        store_id,
        sales_month,
        order_count,
        gross_amount_reporting,
        anonymous_order_count,
        anonymous_order_share,
        anonymous_amount_reporting,
        shared_contact_order_count,
        hub_contact_order_count,
        placeholder_order_count,
        unknown_card_order_count,
        recoverable_order_count,
        recoverable_amount_reporting
    from sales
)

select * from final
