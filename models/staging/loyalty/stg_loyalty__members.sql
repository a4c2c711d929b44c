with rows_checked as (
    select * from {{ ref('base_loyalty__members') }}
),

final as (
    select
        member_id,
        home_store_id,
        given_name,
        family_name,
        gender,
        email,
        phone,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        tier,
        status,
        birth_date,
        enrolled_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
