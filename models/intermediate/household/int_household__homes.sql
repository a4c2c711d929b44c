with addresses as (
    select
        record_id,
        home_key,
        stated_at
    from {{ ref('int_household__addresses') }}
),

customer_ids as (
    select
        record_id,
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

golden_records as (
    select
        customer_id,
        address_source
    from {{ ref('int_profile__golden_records') }}
),

final as (
    select
        customer_ids.customer_id,
        addresses.home_key,
        min(addresses.stated_at) as first_stated_at,
        max(case when customer_ids.record_key = golden_records.address_source then 1 else 0 end)
        = 1 as is_golden_address
    from addresses
    inner join customer_ids
        on addresses.record_id = customer_ids.record_id
    left join golden_records
        on customer_ids.customer_id = golden_records.customer_id
    group by customer_ids.customer_id, addresses.home_key
)

select * from final
