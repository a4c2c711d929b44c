with winners as (
    select
        customer_id,
        attribute_group,
        attribute_name,
        attribute_value,
        record_key
    from {{ ref('int_profile__attribute_candidates') }}
    where survivorship_rank = 1
),

pivoted as (
    select
        {%- for attribute in [
            'given_name', 'family_name', 'full_name', 'birth_date', 'gender', 'email', 'phone', 'street',
            'street_number', 'city', 'postal_code', 'region', 'country_code'
        ] %}
        max(case when attribute_name = '{{ attribute }}' then attribute_value end)
            as {{ attribute }},
        {%- endfor %}
        {%- for attribute_group in ['name', 'birth_date', 'gender', 'email', 'phone', 'address'] %}
        max(case when attribute_group = '{{ attribute_group }}' then record_key end)
            as {{ attribute_group }}_source,
        {%- endfor %}
        customer_id
    from winners
    group by customer_id
),

final as (
    select
        customer_id,
        given_name,
        family_name,
        coalesce(
            full_name,
            nullif(trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')), '')
        ) as display_name,
        cast(birth_date as date) as birth_date,
        gender,
        email,
        phone,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        name_source,
        birth_date_source,
        gender_source,
        email_source,
        phone_source,
        address_source
    from pivoted
)

select * from final
