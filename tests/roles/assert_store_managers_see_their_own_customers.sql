-- Claims that each row about a person which a store manager sees is about a customer of the store,
-- and that no amount is of another store.
{%- set seen = role_view_columns('store_manager') %}
with rows_seen as (
    {%- for person in seen if person.column == 'customer_id' %}
    select distinct
        '{{ person.view }}' as view_name,
        store_id,
        customer_id
    from {{ ref(person.view) }}
    union all
    {%- endfor %}
    select
        'none' as view_name,
        store_id,
        customer_id
    from {{ ref('customer_stores') }}
    where 1 = 0
),

customers_of_others as (
    select
        rows_seen.view_name,
        rows_seen.store_id,
        rows_seen.customer_id
    from rows_seen
    left join {{ ref('customer_stores') }} as customer_stores
        on
            rows_seen.store_id = customer_stores.store_id
            and rows_seen.customer_id = customer_stores.customer_id
    where customer_stores.customer_id is null
),

amounts_of_others as (
    select
        'role_store_manager__timeline' as view_name,
        timeline.store_id,
        timeline.customer_id
    from {{ ref('role_store_manager__timeline') }} as timeline
    inner join {{ ref('fct_touchpoints') }} as touchpoints
        on timeline.touchpoint_key = touchpoints.touchpoint_key
    inner join {{ ref('fct_orders') }} as orders
        on touchpoints.order_key = orders.order_key
    where
        timeline.own_net_amount_reporting is not null
        and (orders.store_id is null or orders.store_id <> timeline.store_id)
)

select * from customers_of_others
union all
select * from amounts_of_others
