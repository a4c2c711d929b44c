with tickets as (
    select * from {{ ref('fct_support_tickets') }}
),

products as (
    select
        product_id,
        product_name
    from {{ ref('dim_products') }}
),

final as (
    select
        tickets.customer_id,
        tickets.ticket_key,
        tickets.channel,
        tickets.reason,
        tickets.is_complaint,
        tickets.opened_at,
        tickets.first_reply_at,
        tickets.closed_at,
        tickets.is_open,
        tickets.first_reply_seconds,
        tickets.resolution_seconds,
        tickets.interaction_count,
        tickets.satisfaction_score,
        tickets.order_key,
        tickets.product_id,
        products.product_name
    from tickets
    left join products
        on tickets.product_id = products.product_id
    where tickets.customer_id is not null
)

select * from final
