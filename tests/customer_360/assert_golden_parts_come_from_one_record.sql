-- Claims that street, city and postal code of a golden address are all stated by the record it
-- names.
with addresses as (
    select
        customer_id,
        address_source,
        street,
        city,
        postal_code
    from {{ ref('dim_customers') }}
    where address_source is not null
),

records as (
    select
        record_key,
        street,
        city,
        postal_code
    from {{ ref('int_identity__records') }}
),

final as (
    select addresses.customer_id
    from addresses
    left join records
        on addresses.address_source = records.record_key
    where
        addresses.street is distinct from records.street
        or addresses.city is distinct from records.city
        or addresses.postal_code is distinct from records.postal_code
)

select * from final
