with match_values as (
    select * from {{ ref('int_identity__match_values') }}
),

name_addresses as (
    select email_local_part
    from {{ ref('int_identity__name_addresses') }}
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

final as (
    select
        records_once.record_id,
        records_once.component,
        records_once.source_system,
        records_once.record_type,
        records_once.given_name,
        records_once.given_name_canonical,
        records_once.middle_names,
        records_once.family_name,
        records_once.further_words,
        records_once.generation,
        records_once.birth_date_digits,
        round_birthdays.birthday is not null as is_birth_date_round,
        records_once.gender,
        records_once.national_id,
        records_once.email,
        records_once.email_local_part,
        split_part(records_once.email, '@', 2) as email_domain,
        {{ regexp_replace_all('records_once.email_local_part', '[^a-z]', '') }} as email_letters,
        {{ regexp_replace_all('records_once.email_local_part', '[^0-9]', '') }} as email_digits,
        -- what stands before the @ where it says more than a name
        case when name_addresses.email_local_part is null then records_once.email_local_part end
            as email_handle,
        records_once.phone,
        records_once.loyalty_card_number,
        records_once.street,
        records_once.street_number,
        records_once.unit,
        records_once.city,
        records_once.postal_code,
        left(
            records_once.postal_code,
            case
                when length(records_once.postal_code) > 6
                    then length(records_once.postal_code) - 3
                else 3
            end
        ) as postal_area,
        records_once.occupation
    from records_once
    left join round_birthdays
        on records_once.birthday = round_birthdays.birthday
    left join name_addresses
        on records_once.email_local_part = name_addresses.email_local_part
)

select * from final
