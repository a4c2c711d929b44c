{#- Bought data tells who somebody is, never how to reach them: no e-mail and no phone, whatever the
    provider delivers. -#}
with people as (
    select
        provider_name,
        record_id,
        licence_ends_on,
        full_name,
        birth_date,
        street,
        street_number,
        city,
        postal_code,
        country_code,
        delivered_on
    from {{ ref('stg_external__people') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

-- without an as-of date no licence is known to hold
people_in_licence as (
    select people.*
    from people
    inner join as_of
        on people.licence_ends_on >= as_of.as_of_date
),

final as (
    select
        'external' as source_system,
        'person' as record_type,
        provider_name || '|' || record_id as source_record_id,
        cast(null as varchar) as given_name,
        cast(null as varchar) as middle_name,
        cast(null as varchar) as family_name,
        full_name,
        birth_date,
        cast(null as varchar) as birth_date_written,
        cast(null as varchar) as gender,
        cast(null as varchar) as email,
        cast(null as varchar) as email_written,
        cast(null as varchar) as phone,
        street,
        street_number,
        cast(null as varchar) as unit,
        city,
        postal_code,
        cast(null as varchar) as region,
        country_code,
        cast(null as varchar) as national_id,
        cast(null as varchar) as occupation,
        cast(null as varchar) as loyalty_card_number,
        cast(null as timestamp) as created_at,
        cast(delivered_on as timestamp) as updated_at
    from people_in_licence
)

select * from final
