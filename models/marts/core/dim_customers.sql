with customers as (
    select
        customer_id,
        source_record_count,
        source_system_count,
        first_seen_at
    from {{ ref('int_profile__customers') }}
),

golden_records as (
    select
        customer_id,
        given_name,
        family_name,
        display_name,
        birth_date,
        gender,
        email,
        phone,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        name_source,
        birth_date_source,
        gender_source,
        email_source,
        phone_source,
        address_source
    from {{ ref('int_profile__golden_records') }}
),

final as (
    select
        customers.customer_id,
        golden_records.given_name,
        golden_records.family_name,
        golden_records.display_name,
        golden_records.birth_date,
        golden_records.gender,
        golden_records.email,
        golden_records.phone,
        golden_records.street,
        golden_records.street_number,
        golden_records.city,
        golden_records.postal_code,
        golden_records.region,
        golden_records.country_code,
        golden_records.name_source,
        golden_records.birth_date_source,
        golden_records.gender_source,
        golden_records.email_source,
        golden_records.phone_source,
        golden_records.address_source,
        customers.source_record_count,
        customers.source_system_count,
        customers.first_seen_at
    from customers
    left join golden_records
        on customers.customer_id = golden_records.customer_id
)

select * from final
