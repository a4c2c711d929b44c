{#- A new system joins the graph by one model in the shape of the contract and one line here. -#}
with identities as (
    select * from {{ ref('int_identity__identities_ads') }}
    union all
    select * from {{ ref('int_identity__identities_crm') }}
    union all
    select * from {{ ref('int_identity__identities_email') }}
    union all
    select * from {{ ref('int_identity__identities_external') }}
    union all
    select * from {{ ref('int_identity__identities_feeds') }}
    union all
    select * from {{ ref('int_identity__identities_loyalty') }}
    union all
    select * from {{ ref('int_identity__identities_pos') }}
    union all
    select * from {{ ref('int_identity__identities_shop_accounts') }}
    union all
    select * from {{ ref('int_identity__identities_shop_guests') }}
    union all
    select * from {{ ref('int_identity__identities_social') }}
    union all
    select * from {{ ref('int_identity__identities_support') }}
    union all
    select * from {{ ref('int_identity__identities_survey') }}
),

placeholder_birth_dates as (
    select cast(value_pattern as date) as birth_date
    from {{ ref('placeholder_values') }}
    where id_type = 'birth_date'
),

keyed as (
    select
        identities.*,
        identities.source_system
        || '|'
        || identities.record_type
        || '|'
        || identities.source_record_id as record_key,
        {{ fold_name('identities.full_name') }} as full_name_folded,
        {{ fold_name('identities.middle_name') }} as middle_name_folded,
        {{ fold_name('identities.given_name') }} as given_name_folded,
        {{ fold_name('identities.family_name') }} as family_name_folded
    from identities
),

-- one field with the whole name: the first word is taken as the given name, the rest as the family
-- name
names_split as (
    select
        keyed.*,
        coalesce(given_name_folded, split_part(full_name_folded, ' ', 1)) as given_name_plain,
        coalesce(
            family_name_folded,
            case
                when given_name_folded is null and full_name_folded like '% %'
                    then
                        substring(
                            full_name_folded, length(split_part(full_name_folded, ' ', 1)) + 2
                        )
            end
        ) as family_name_plain
    from keyed
),

final as (
    select
        -- an integer for the joins of one build; record_key is what stays
        row_number() over (order by names_split.record_key) as record_id,
        names_split.record_key,
        names_split.source_system,
        names_split.record_type,
        names_split.source_record_id,
        names_split.given_name,
        names_split.middle_name,
        names_split.family_name,
        names_split.full_name,
        names_split.full_name_folded,
        names_split.given_name_folded,
        names_split.middle_name_folded,
        names_split.family_name_folded,
        names_split.given_name_plain,
        names_split.family_name_plain,
        -- a family name alone is a name too, and not the given name of anybody
        coalesce(
            split_part(names_split.given_name_plain, ' ', 1),
            'family ' || names_split.family_name_plain
        ) as given_name_key,
        {{ sorted_words("names_split.given_name_plain || ' ' || names_split.family_name_plain") }}
            as full_name_key,
        case
            when placeholder_birth_dates.birth_date is null then names_split.birth_date
        end as birth_date,
        case
            when placeholder_birth_dates.birth_date is null then names_split.birth_date_written
        end as birth_date_written,
        names_split.gender,
        names_split.email,
        names_split.email_written,
        {{ email_identity_key('names_split.email') }} as email_key,
        names_split.phone,
        names_split.street,
        names_split.street_number,
        names_split.unit,
        names_split.city,
        names_split.postal_code,
        names_split.region,
        names_split.country_code,
        names_split.national_id,
        names_split.occupation,
        names_split.loyalty_card_number,
        -- an e-mail given at the till beside a card may be that of whom the card was lent to
        names_split.record_type <> 'till_contact'
        or names_split.loyalty_card_number is null as is_contact_own,
        names_split.created_at,
        names_split.updated_at
    from names_split
    left join placeholder_birth_dates
        on names_split.birth_date = placeholder_birth_dates.birth_date
)

select * from final
