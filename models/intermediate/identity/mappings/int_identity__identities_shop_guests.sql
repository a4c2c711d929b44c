with orders as (
    select
        order_id,
        guest_name,
        guest_email,
        guest_phone,
        shipping_street,
        shipping_city,
        shipping_postal_code,
        shipping_country_code,
        ordered_at
    from {{ ref('stg_shop__orders') }}
    where
        account_id is null
        and coalesce(guest_name, guest_email, guest_phone) is not null
),

final as (
    select
        'shop' as source_system,
        'guest_order' as record_type,
        order_id as source_record_id,
        cast(null as varchar) as given_name,
        cast(null as varchar) as middle_name,
        cast(null as varchar) as family_name,
        guest_name as full_name,
        cast(null as date) as birth_date,
        cast(null as varchar) as birth_date_written,
        cast(null as varchar) as gender,
        guest_email as email,
        cast(null as varchar) as email_written,
        guest_phone as phone,
        shipping_street as street,
        cast(null as varchar) as street_number,
        cast(null as varchar) as unit,
        shipping_city as city,
        shipping_postal_code as postal_code,
        cast(null as varchar) as region,
        shipping_country_code as country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        cast(null as varchar) as loyalty_card_number,
        ordered_at as created_at,
        ordered_at as updated_at
    from orders
)

select * from final
