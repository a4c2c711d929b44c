{#- Read by int_identity__match_records alone: never a table of its own. -#}
{{ config(materialized='ephemeral') }}
{%- set house = '(.+) ([0-9]+(?: ?[a-z])?)|([0-9]+[a-z]?) (.+)' %}

with records as (
    select * from {{ ref('int_identity__records') }}
),

rule_components as (
    select
        node,
        component
    from {{ ref('int_identity__rule_components') }}
),

hubs as (
    select
        id_type,
        id_value
    from {{ ref('int_identity__identifier_values') }}
    where value_scope in ('hub', 'placeholder')
),

canonical_given_names as (
    select
        name_variant,
        canonical_name
    from {{ ref('int_identity__canonical_given_names') }}
),

titles_taken_off as (
    select
        records.*,
        {{ name_without_titles('records.full_name_folded') }} as full_name_bare,
        {{ name_without_titles('records.given_name_folded') }} as given_names_bare,
        {{ name_without_titles('records.family_name_folded') }} as family_name_bare,
        coalesce(
            {{ name_generation('records.full_name_folded') }},
            {{ name_generation('records.family_name_folded') }},
            {{ name_generation('records.given_name_folded') }}
        ) as generation,
        {{ fold_text('records.street') }} as street_folded,
        replace({{ fold_text('records.street_number') }}, ' ', '') as street_number_folded
    from records
    -- a receipt that names nobody is linked by its identifiers alone
    where
        records.given_name_plain is not null
        or records.family_name_plain is not null
        or records.birth_date is not null
        or records.birth_date_written is not null
),

-- a whole name in one field: the first word is the given name, the last the family name
words_parted as (
    select
        *,
        split_part(coalesce(given_names_bare, full_name_bare), ' ', 1) as given_name_found,
        coalesce(
            family_name_bare,
            case when full_name_bare like '% %' then split_part(full_name_bare, ' ', -1) end
        ) as family_name_found,
        coalesce(given_names_bare, full_name_bare) as given_name_source,
        concat_ws(' ', full_name_bare, given_names_bare, family_name_bare) as words_written,
        given_names_bare is null
        and family_name_bare is null as has_whole_name_only,
        -- one field with street and house: the number is taken off where it stands at an end
        case
            when street_number_folded is null and {{ matches_pattern('street_folded', house) }}
                then {{ regexp_replace_all('street_folded', house, '\\1\\4') }}
            else street_folded
        end as street_found,
        case
            when street_number_folded is null and {{ matches_pattern('street_folded', house) }}
                then
                    replace({{ regexp_replace_all('street_folded', house, '\\2\\3') }}, ' ', '')
            else street_number_folded
        end as street_number_found
    from titles_taken_off
),

final as (
    select
        words_parted.record_id,
        coalesce(rule_components.component, words_parted.record_id) as component,
        words_parted.source_system,
        words_parted.record_type,
        nullif(words_parted.given_name_found, '') as given_name,
        coalesce(canonical_given_names.canonical_name, nullif(words_parted.given_name_found, ''))
            as given_name_canonical,
        coalesce(
            words_parted.middle_name_folded,
            nullif(
                trim(
                    substring(
                        words_parted.given_name_source,
                        length(words_parted.given_name_found) + 2,
                        length(words_parted.given_name_source)
                        - length(words_parted.given_name_found)
                        - case
                            when words_parted.has_whole_name_only
                                then 1 + coalesce(length(words_parted.family_name_found), 0)
                            else 0
                        end
                    )
                ),
                ''
            )
        ) as middle_names,
        words_parted.family_name_found as family_name,
        words_parted.generation,
        case
            when
                words_parted.words_written
                <> concat_ws(' ', words_parted.given_name_found, words_parted.family_name_found)
                then ' ' || words_parted.words_written || ' '
        end as further_words,
        {{ birth_date_digits('words_parted.birth_date', 'words_parted.birth_date_written') }}
            as birth_date_digits,
        words_parted.gender,
        words_parted.national_id,
        case
            when email_hubs.id_value is null
                then coalesce(words_parted.email_key, words_parted.email_written)
        end as email,
        case when phone_hubs.id_value is null then words_parted.phone end as phone,
        words_parted.loyalty_card_number,
        words_parted.street_found as street,
        words_parted.street_number_found as street_number,
        {{ fold_text('words_parted.unit') }} as unit,
        {{ fold_text('words_parted.city') }} as city,
        lower({{ normalise_code('words_parted.postal_code') }}) as postal_code,
        {{ fold_text('words_parted.occupation') }} as occupation
    from words_parted
    left join canonical_given_names
        on words_parted.given_name_found = canonical_given_names.name_variant
    left join rule_components
        on words_parted.record_id = rule_components.node
    left join hubs as email_hubs
        on words_parted.email_key = email_hubs.id_value and email_hubs.id_type = 'email'
    left join hubs as phone_hubs
        on words_parted.phone = phone_hubs.id_value and phone_hubs.id_type = 'phone'
)

select * from final
