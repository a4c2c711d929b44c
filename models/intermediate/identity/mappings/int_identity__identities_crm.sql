with contacts as (
    select
        contact_id,
        given_name,
        family_name,
        full_name,
        birth_date,
        gender,
        email,
        phone,
        street,
        city,
        postal_code,
        country_code,
        national_id,
        loyalty_card_number,
        created_at,
        updated_at
    from {{ ref('stg_crm__contacts') }}
),

final as (
    select
        'crm' as source_system,
        'contact' as record_type,
        contact_id as source_record_id,
        given_name,
        cast(null as varchar) as middle_name,
        family_name,
        full_name,
        birth_date,
        cast(null as varchar) as birth_date_written,
        gender,
        email,
        cast(null as varchar) as email_written,
        phone,
        street,
        cast(null as varchar) as street_number,
        cast(null as varchar) as unit,
        city,
        postal_code,
        cast(null as varchar) as region,
        country_code,
        national_id,
        cast(null as varchar) as occupation,
        loyalty_card_number,
        created_at,
        updated_at
    from contacts
)

select * from final
