with responses as (
    select
        email,
        answered_at
    from {{ ref('stg_survey__responses') }}
    where email is not null
),

-- the address is all that is known of who answered: who answers twice is one record
respondents as (
    select
        email,
        min(answered_at) as first_answered_at,
        max(answered_at) as last_answered_at
    from responses
    group by email
),

final as (
    select
        'survey' as source_system,
        'respondent' as record_type,
        email as source_record_id,
        cast(null as varchar) as given_name,
        cast(null as varchar) as middle_name,
        cast(null as varchar) as family_name,
        cast(null as varchar) as full_name,
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
        first_answered_at as created_at,
        last_answered_at as updated_at
    from respondents
)

select * from final
