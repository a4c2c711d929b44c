with till_contacts as (
    select
        till_contact_id,
        customer_email,
        customer_phone,
        loyalty_card_number,
        first_seen_at,
        last_seen_at
    from {{ ref('int_identity__till_contacts') }}
),

final as (
    select
        'pos' as source_system,
        'till_contact' as record_type,
        till_contact_id as source_record_id,
        cast(null as varchar) as given_name,
        cast(null as varchar) as middle_name,
        cast(null as varchar) as family_name,
        cast(null as varchar) as full_name,
        cast(null as date) as birth_date,
        cast(null as varchar) as birth_date_written,
        cast(null as varchar) as gender,
        customer_email as email,
        cast(null as varchar) as email_written,
        customer_phone as phone,
        cast(null as varchar) as street,
        cast(null as varchar) as street_number,
        cast(null as varchar) as unit,
        cast(null as varchar) as city,
        cast(null as varchar) as postal_code,
        cast(null as varchar) as region,
        cast(null as varchar) as country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        loyalty_card_number,
        first_seen_at as created_at,
        last_seen_at as updated_at
    from till_contacts
)

select * from final
