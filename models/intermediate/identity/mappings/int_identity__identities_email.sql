with subscribers as (
    select
        subscriber_id,
        given_name,
        family_name,
        birth_date,
        email,
        country_code,
        subscribed_at,
        updated_at
    from {{ ref('stg_email__subscribers') }}
),

final as (
    select
        'email' as source_system,
        'subscriber' as record_type,
        subscriber_id as source_record_id,
        given_name,
        cast(null as varchar) as middle_name,
        family_name,
        cast(null as varchar) as full_name,
        birth_date,
        cast(null as varchar) as birth_date_written,
        cast(null as varchar) as gender,
        email,
        cast(null as varchar) as email_written,
        cast(null as varchar) as phone,
        cast(null as varchar) as street,
        cast(null as varchar) as street_number,
        cast(null as varchar) as unit,
        cast(null as varchar) as city,
        cast(null as varchar) as postal_code,
        cast(null as varchar) as region,
        country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        cast(null as varchar) as loyalty_card_number,
        subscribed_at as created_at,
        updated_at
    from subscribers
)

select * from final
