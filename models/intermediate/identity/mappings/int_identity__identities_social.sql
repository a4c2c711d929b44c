with profiles as (
    select
        profile_id,
        display_name,
        email,
        created_at,
        updated_at
    from {{ ref('stg_social__profiles') }}
),

final as (
    select
        'social' as source_system,
        'profile' as record_type,
        profile_id as source_record_id,
        cast(null as varchar) as given_name,
        cast(null as varchar) as middle_name,
        cast(null as varchar) as family_name,
        -- a handle is no name: only who gave an e-mail gave a name with it
        case when email is not null then display_name end as full_name,
        cast(null as date) as birth_date,
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
        cast(null as varchar) as country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        cast(null as varchar) as loyalty_card_number,
        created_at,
        updated_at
    from profiles
)

select * from final
