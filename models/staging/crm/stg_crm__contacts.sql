with rows_checked as (
    select * from {{ ref('base_crm__contacts') }}
),

final as (
    select
        contact_id,
        national_id,
        loyalty_card_number,
        brand,
        title,
        full_name,
        given_name,
        family_name,
        gender,
        email,
        phone,
        street,
        city,
        postal_code,
        country_code,
        preferred_contact_channel,
        notes,
        birth_date,
        created_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
