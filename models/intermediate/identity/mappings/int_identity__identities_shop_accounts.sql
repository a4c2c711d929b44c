with accounts as (
    select
        account_id,
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
        loyalty_card_number,
        created_at,
        updated_at
    from {{ ref('stg_shop__accounts') }}
),

final as (
    select
        'shop' as source_system,
        'account' as record_type,
        account_id as source_record_id,
        given_name,
        cast(null as varchar) as middle_name,
        family_name,
        cast(null as varchar) as full_name,
        birth_date,
        cast(null as varchar) as birth_date_written,
        gender,
        email,
        cast(null as varchar) as email_written,
        phone,
        street,
        street_number,
        cast(null as varchar) as unit,
        city,
        postal_code,
        region,
        country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        loyalty_card_number,
        created_at,
        updated_at
    from accounts
)

select * from final
