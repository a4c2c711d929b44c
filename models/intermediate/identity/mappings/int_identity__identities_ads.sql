with leads as (
    select
        lead_id,
        full_name,
        email,
        phone,
        submitted_at
    from {{ ref('stg_ads__leads') }}
),

final as (
    select
        'ads' as source_system,
        'lead' as record_type,
        lead_id as source_record_id,
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
        submitted_at as created_at,
        submitted_at as updated_at
    from leads
)

select * from final
