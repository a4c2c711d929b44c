with stores as (
    select
        store_id,
        store_name,
        store_format,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        opened_on
    from {{ ref('stg_pos__stores') }}
),

stores_of_orders as (
    select distinct store_id
    from {{ ref('int_activity__orders') }}
    where store_id is not null
),

stores_listed as (
    select store_id from stores
    union
    select store_id from stores_of_orders
),

final as (
    select
        stores_listed.store_id,
        stores.store_name,
        stores.store_format,
        stores.street,
        stores.street_number,
        stores.city,
        stores.postal_code,
        stores.region,
        stores.country_code,
        stores.opened_on,
        stores.store_id is null as is_inferred
    from stores_listed
    left join stores
        on stores_listed.store_id = stores.store_id
)

select * from final
