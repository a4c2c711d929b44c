with requesters as (
    select
        requester_id,
        full_name,
        email,
        phone,
        created_at,
        updated_at
    from {{ ref('stg_support__requesters') }}
),

final as (
    select
        'support' as source_system,
        'requester' as record_type,
        requester_id as source_record_id,
        cast(null as varchar) as given_name,
        cast(null as varchar) as middle_name,
        cast(null as varchar) as family_name,
        full_name,
        cast(null as date) as birth_date,
        cast(null as varchar) as birth_date_written,
        cast(null as varchar) as gender,
        email,
        cast(null as varchar) as email_written,
        phone,
        cast(null as varchar) as street,
        cast(null as varchar) as street_number,
        cast(null as varchar) as unit,
        cast(null as varchar) as city,
        cast(null as varchar) as postal_code,
        cast(null as varchar) as region,
        cast(null as varchar) as country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        cast(null as varchar) as loyalty_card_number,
        created_at,
        updated_at
    from requesters
)

select * from final
