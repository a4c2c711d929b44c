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
                further_words,
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
        split_part(email, '@', 1) as email_local_part,
        substring(birth_date_digits, 5) as birthday
    from repeats_numbered
    where repeat_number = 1
),

birthdays_counted as (
    select
        birthday,
        count(*) as record_count,
        sum(count(*)) over () as dated_record_count
    from records_once
    where birthday is not null
    group by birthday
),

round_birthdays as (
    select birthday
    from birthdays_counted
    where
        record_count >= {{ var('round_day_records') }}
        and record_count * 365 > {{ var('round_day_share') }} * dated_record_count
),

name_parts_taken_off as (
    select
        *,
        {{ regexp_replace_all('email_local_part', '[^a-z]', '') }} as email_letters,
        {{ regexp_replace_all('email_local_part', '[^0-9]', '') }} as email_digits,
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
            when length(email_digits) > 1 and position(family_letters in email_letters) > 0 then 1
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
        handles_found.record_id,
        handles_found.component,
        handles_found.source_system,
        handles_found.record_type,
        handles_found.given_name,
        handles_found.given_name_canonical,
        handles_found.middle_names,
        handles_found.family_name,
        handles_found.further_words,
        handles_found.generation,
        handles_found.birth_date_digits,
        round_birthdays.birthday is not null as is_birth_date_round,
        handles_found.gender,
        handles_found.national_id,
        handles_found.email,
        handles_found.email_local_part,
        split_part(handles_found.email, '@', 2) as email_domain,
        handles_found.email_letters,
        handles_found.email_digits,
        case when handles_found.is_handle = 1 then handles_found.email_local_part end as email_handle,
        handles_found.phone,
        handles_found.loyalty_card_number,
        handles_found.street,
        handles_found.street_number,
        handles_found.unit,
        handles_found.city,
        handles_found.postal_code,
        left(
            handles_found.postal_code,
            case
                when length(handles_found.postal_code) > 6
                    then length(handles_found.postal_code) - 3
                else 3
            end
        ) as postal_area,
        handles_found.occupation
    from handles_found
    left join round_birthdays
        on handles_found.birthday = round_birthdays.birthday
)

select * from final
