{#- A pair is compared only where it shares a key. `postal_area` is a postal code without its last
    three signs; names stand sorted, so that swapped ones meet. -#}
{%- set keys = {
    'email': "email",
    'phone': "phone",
    'national_id': "national_id",
    'loyalty_card': "loyalty_card_number",
    'name_birth_date': "both_names || '|' || birth_date_digits",
    'name_place': "both_names || '|' || coalesce(postal_code, city)",
    'family_name_birth_date': "family_name || '|' || birth_date_digits",
    'given_name_birth_date': "given_name_canonical || '|' || birth_date_digits",
    'birth_date_place': "birth_date_digits || '|' || coalesce(postal_code, city)",
    'address_initial': "street_number || '|' || street || '|' || left(given_name_canonical, 1)",
    'name': "both_names",
    'prefixes_year': "left(given_name_canonical, 3) || '|' || left(family_name, 3) || '|' || left(birth_date_digits, 4)",
    'family_name_postal_code': "family_name || '|' || postal_code",
    'given_name_postal_code': "given_name_canonical || '|' || postal_code",
    'email_handle': "case when length(email_handle) > 4 then email_handle end",
    'family_name_city': "family_name || '|' || city",
    'given_name_city': "given_name_canonical || '|' || city",
    'initial_prefix_year': "left(family_name, 4) || '|' || left(birth_date_digits, 4) || '|' || left(given_name_canonical, 1)",
    'prefix_city': "left(family_name, 4) || '|' || city",
    'prefix_postal_area': "left(family_name, 3) || '|' || postal_area",
    'given_name_postal_area': "given_name_canonical || '|' || postal_area",
    'consonants_initial': "family_name_consonants || '|' || left(given_name_canonical, 1)",
    'occupation_city': "occupation || '|' || city",
    'prefixes': "left(given_name_canonical, 2) || '|' || left(family_name, 3)",
    'city_birth_year': "city || '|' || left(birth_date_digits, 4)",
    'family_name': "family_name",
    'birth_date': "birth_date_digits",
    'given_name': "given_name_canonical",
    'postal_code': "postal_code",
    'city': "city",
} -%}
with match_records as (
    select
        *,
        case
            when given_name_canonical < family_name
                then given_name_canonical || ' ' || family_name
            else family_name || ' ' || given_name_canonical
        end as both_names,
        {{ regexp_replace_all('family_name', '[aeiouyhw ]', '') }} as family_name_consonants
    from {{ ref('int_identity__match_records') }}
),

blocking_rules as (
    select
        rule_number,
        rule_name,
        largest_record_count
    from {{ ref('blocking_rules') }}
    where is_enabled
),

records_counted as (
    select count(*) as record_count
    from match_records
),

rules_in_use as (
    select
        blocking_rules.rule_number,
        blocking_rules.rule_name
    from blocking_rules
    cross join records_counted
    where
        blocking_rules.largest_record_count is null
        or records_counted.record_count <= blocking_rules.largest_record_count
),

final as (
    {% for rule_name, key in keys.items() %}
    select
        rules_in_use.rule_number,
        {{ integer_hash(key) }} as block_key,
        match_records.record_id
    from match_records
    inner join rules_in_use
        on rules_in_use.rule_name = '{{ rule_name }}'
    where ({{ key }}) is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
