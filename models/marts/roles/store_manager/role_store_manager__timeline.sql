with touchpoints as (
    select * from {{ ref('fct_touchpoints') }}
),

own_customers as (
    select
        store_id,
        customer_id
    from {{ ref('customer_stores') }}
),

orders as (
    select
        order_key,
        customer_id,
        store_id,
        net_amount_reporting
    from {{ ref('fct_orders') }}
),

final as (
    select
        own_customers.store_id,
        touchpoints.customer_id,
        touchpoints.touchpoint_key,
        touchpoints.touchpoint_at,
        touchpoints.channel,
        touchpoints.touchpoint_type,
        coalesce(touchpoints.detail = own_customers.store_id, false) as is_own_store,
        case when orders.store_id = own_customers.store_id then orders.net_amount_reporting end
            as own_net_amount_reporting,
        case when touchpoints.touchpoint_type = 'complaint' then touchpoints.detail end
            as complaint_reason
    from touchpoints
    inner join own_customers
        on touchpoints.customer_id = own_customers.customer_id
    left join orders
        on
            touchpoints.order_key = orders.order_key
            and touchpoints.customer_id = orders.customer_id
    where
        touchpoints.touchpoint_type in ('order', 'return', 'complaint')
        and not touchpoints.is_outbound
)

select * from final
