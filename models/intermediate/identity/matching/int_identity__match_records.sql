with match_values as (
    select * from {{ ref('int_identity__match_values') }}
),

-- a hundred orders of one guest say the same hundred times: compared once
repeats_numbered as (
    select
        *,
        row_number() over (
            partition by
                component,
                source_system,
                record_type,
                given_name,
                middle_names,
                family_name,
                name_words,
                birth_date_digits,
                gender,
                national_id,
                email,
                phone,
                loyalty_card_number,
                street,
                street_number,
                unit,
                city,
                postal_code,
                occupation
            order by record_id
        ) as repeat_number
    from match_values
),

final as (
    select
        record_id,
        component,
        source_system,
        record_type,
        given_name,
        given_name_canonical,
        middle_names,
        family_name,
        name_words,
        birth_date_digits,
        gender,
        national_id,
        email,
        split_part(email, '@', 1) as email_local_part,
        phone,
        loyalty_card_number,
        street,
        street_number,
        unit,
        city,
        postal_code,
        left(
            postal_code,
            case when length(postal_code) > 6 then length(postal_code) - 3 else 3 end
        ) as postal_area,
        occupation
    from repeats_numbered
    where repeat_number = 1
)

select * from final
