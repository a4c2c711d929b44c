{#- The orders that the profile counts: of a known customer, up to and including the as-of date. -#}
{{ config(materialized='view') }}

with orders as (
    select
        order_key,
        customer_id,
        channel,
        store_id,
        ordered_at,
        ordered_on,
        is_return,
        is_cancelled,
        has_promotion,
        payment_method,
        device_type,
        net_amount_reporting
    from {{ ref('int_activity__orders_summed') }}
    where customer_id is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select
        orders.order_key,
        orders.customer_id,
        orders.channel,
        orders.store_id,
        orders.ordered_at,
        orders.ordered_on,
        orders.is_return,
        orders.is_cancelled,
        not orders.is_return and not orders.is_cancelled as is_purchase,
        orders.has_promotion,
        orders.payment_method,
        orders.device_type,
        orders.net_amount_reporting,
        as_of.as_of_date
    from orders
    inner join as_of
        on orders.ordered_on <= as_of.as_of_date
)

select * from final
