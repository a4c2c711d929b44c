with rows_checked as (
    select * from {{ ref('base_feeds__identities') }}
),

final as (
    select
        source_system,
        source_record_id,
        national_id,
        loyalty_card_number,
        given_name,
        middle_name,
        family_name,
        full_name,
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
        occupation,
        birth_date_written,
        birth_date,
        created_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
