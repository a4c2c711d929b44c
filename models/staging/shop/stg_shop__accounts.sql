with rows_checked as (
    select * from {{ ref('base_shop__accounts') }}
),

final as (
    select
        account_id,
        loyalty_card_number,
        email,
        phone,
        given_name,
        family_name,
        gender,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        account_locale,
        birth_date,
        created_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
