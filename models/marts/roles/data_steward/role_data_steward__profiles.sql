with customers as (
    select * from {{ ref('dim_customers') }}
),

final as (
    select
        customer_id,
        display_name,
        given_name,
        family_name,
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
        address_source,
        source_record_count,
        source_system_count,
        first_seen_at
    from customers
)

select * from final
