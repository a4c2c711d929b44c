with records as (
    select
        record_id,
        record_key,
        given_name_key,
        full_name_key,
        birth_date,
        email_key,
        phone,
        national_id,
        loyalty_card_number,
        {{ normalise_code('postal_code') }} as postal_code_key
    from {{ ref('int_identity__records') }}
),

cards_of_members as (
    select
        'loyalty|member|' || member_id as record_key,
        loyalty_card_number
    from {{ ref('stg_loyalty__cards') }}
),

identifiers_of_feeds as (
    select
        source_system || '|feed|' || source_record_id as record_key,
        id_type,
        id_value
    from {{ ref('stg_feeds__identifiers') }}
),

identifiers_listed as (
    select
        record_id,
        'email' as id_type,
        email_key as id_value
    from records
    where email_key is not null
    union
    select
        record_id,
        'phone' as id_type,
        phone as id_value
    from records
    where phone is not null
    union
    select
        record_id,
        'national_id' as id_type,
        national_id as id_value
    from records
    where national_id is not null
    union
    select
        record_id,
        'loyalty_card' as id_type,
        loyalty_card_number as id_value
    from records
    where loyalty_card_number is not null
    union
    select
        record_id,
        'name_birth_date_postal_code' as id_type,
        full_name_key || '|' || cast(birth_date as varchar) || '|' || postal_code_key as id_value
    from records
    where birth_date is not null and full_name_key is not null and postal_code_key is not null
    union
    select
        records.record_id,
        'loyalty_card' as id_type,
        cards_of_members.loyalty_card_number as id_value
    from cards_of_members
    inner join records on cards_of_members.record_key = records.record_key
    union
    select
        records.record_id,
        identifiers_of_feeds.id_type,
        identifiers_of_feeds.id_value
    from identifiers_of_feeds
    inner join records on identifiers_of_feeds.record_key = records.record_key
),

-- a till contact has no name of its own: the member who holds its card lends theirs
card_holders as (
    select
        cards_of_members.loyalty_card_number,
        records.given_name_key,
        records.full_name_key,
        records.birth_date
    from cards_of_members
    inner join records on cards_of_members.record_key = records.record_key
),

final as (
    select
        identifiers_listed.record_id,
        identifiers_listed.id_type,
        identifiers_listed.id_value,
        records.given_name_key is not null as has_own_name,
        coalesce(records.given_name_key, card_holders.given_name_key) as given_name_key,
        case
            when records.given_name_key is null then card_holders.full_name_key
            else records.full_name_key
        end as full_name_key,
        case
            when
                records.given_name_key is null
                then coalesce(records.birth_date, card_holders.birth_date)
            else records.birth_date
        end as birth_date
    from identifiers_listed
    inner join records
        on identifiers_listed.record_id = records.record_id
    left join card_holders
        on records.loyalty_card_number = card_holders.loyalty_card_number
    where identifiers_listed.id_value is not null
)

select * from final
