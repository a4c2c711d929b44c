-- Claims that each order of the personas belongs to the expected person, or to nobody.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        expected_order_owners.order_key,
        expected_order_owners.record_key,
        customer_identities.customer_id
    from {{ ref('expected_order_owners') }}
    left join {{ ref('customer_identities') }}
        on expected_order_owners.record_key = customer_identities.record_key
),

orders as (
    select
        order_key,
        customer_id
    from {{ ref('fct_orders') }}
),

final as (
    select
        coalesce(expected.order_key, orders.order_key) as order_key,
        expected.customer_id as expected_customer_id,
        orders.customer_id as actual_customer_id
    from expected
    full outer join orders
        on expected.order_key = orders.order_key
    where
        expected.order_key is null
        or orders.order_key is null
        or expected.customer_id is distinct from orders.customer_id
        or (expected.record_key is not null and expected.customer_id is null)
)

select * from final
