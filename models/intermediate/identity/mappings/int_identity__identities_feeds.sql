with identities as (
    select
        source_system,
        source_record_id,
        given_name,
        middle_name,
        family_name,
        full_name,
        birth_date,
        birth_date_written,
        gender,
        email,
        email_written,
        phone,
        street,
        street_number,
        unit,
        city,
        postal_code,
        region,
        country_code,
        national_id,
        occupation,
        loyalty_card_number,
        created_at,
        updated_at
    from {{ ref('stg_feeds__identities') }}
),

final as (
    select
        source_system,
        'feed' as record_type,
        source_record_id,
        given_name,
        middle_name,
        family_name,
        full_name,
        birth_date,
        birth_date_written,
        gender,
        email,
        email_written,
        phone,
        street,
        street_number,
        unit,
        city,
        postal_code,
        region,
        country_code,
        national_id,
        occupation,
        loyalty_card_number,
        created_at,
        updated_at
    from identities
)

select * from final
