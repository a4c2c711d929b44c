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
                generation,
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

records_once as (
    select
        *,
        split_part(email, '@', 1) as email_local_part
    from repeats_numbered
    where repeat_number = 1
),

name_parts_taken_off as (
    select
        *,
        {{ regexp_replace_all('email_local_part', '[^a-z]', '') }} as email_letters,
        length({{ regexp_replace_all('email_local_part', '[^0-9]', '') }}) as email_digit_count,
        replace(family_name, ' ', '') as family_letters
    from records_once
),

-- anna.rossi is what any Anna Rossi is called anywhere; a number beside the whole name, or letters
-- that are no name, say more
handles_judged as (
    select
        *,
        case
            when
                length(
                    replace(
                        replace(email_letters, coalesce(family_letters, '-'), ''),
                        coalesce(given_name, '-'),
                        ''
                    )
                ) > 1
                then 1
            when email_digit_count > 1 and position(family_letters in email_letters) > 0 then 1
            else 0
        end as is_more_than_a_name
    from name_parts_taken_off
),

-- whose name it is does not matter: the address of a wife may stand on the husband's record
handles_found as (
    select
        *,
        min(is_more_than_a_name) over (partition by email_local_part) as is_handle
    from handles_judged
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
        generation,
        birth_date_digits,
        gender,
        national_id,
        email,
        email_local_part,
        split_part(email, '@', 2) as email_domain,
        case when is_handle = 1 then email_local_part end as email_handle,
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
    from handles_found
)

select * from final
