{#- One row per value of an attribute that any of a customer's records states, ranked by
    survivorship. The parts of a name or an address always come from one record: they are ranked
    as a group. -#}
with records as (
    select
        record_id,
        record_key,
        source_system,
        record_type,
        given_name,
        family_name,
        full_name,
        cast(birth_date as varchar) as birth_date,
        gender,
        email,
        email_key,
        phone,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        is_contact_own,
        updated_at
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

unusable_contacts as (
    select
        id_type,
        id_value
    from {{ ref('int_identity__identifier_values') }}
    where value_scope in ('hub', 'placeholder')
),

survivorship_rules as (
    select
        attribute_group,
        source_system,
        record_type,
        source_priority
    from {{ ref('survivorship_rules') }}
),

-- a clerk's own e-mail is nobody's golden e-mail
records_of_customers as (
    select
        customer_ids.customer_id,
        records.*,
        records.is_contact_own and unusable_emails.id_value is null as has_usable_email,
        records.is_contact_own and unusable_phones.id_value is null as has_usable_phone
    from records
    inner join customer_ids
        on records.record_id = customer_ids.record_id
    left join unusable_contacts as unusable_emails
        on records.email_key = unusable_emails.id_value and unusable_emails.id_type = 'email'
    left join unusable_contacts as unusable_phones
        on records.phone = unusable_phones.id_value and unusable_phones.id_type = 'phone'
),

values_listed as (
    {%- for attribute_group, attribute_name, attribute_value in [
        ('name', 'given_name', 'given_name'), ('name', 'family_name', 'family_name'), ('name', 'full_name', 'full_name'),
        ('birth_date', 'birth_date', 'birth_date'), ('gender', 'gender', 'gender'),
        ('email', 'email', 'case when has_usable_email then email end'),
        ('phone', 'phone', 'case when has_usable_phone then phone end'),
        ('address', 'street', 'street'), ('address', 'street_number', 'street_number'), ('address', 'city', 'city'),
        ('address', 'postal_code', 'postal_code'), ('address', 'region', 'region'),
        ('address', 'country_code', 'country_code'),
    ] %}
    select
        customer_id,
        record_id,
        record_key,
        source_system,
        record_type,
        updated_at,
        '{{ attribute_group }}' as attribute_group,
        '{{ attribute_name }}' as attribute_name,
        {{ attribute_value }} as attribute_value
    from records_of_customers
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

groups_stated as (
    select
        customer_id,
        record_id,
        record_key,
        source_system,
        record_type,
        updated_at,
        attribute_group,
        count(attribute_value) as stated_part_count
    from values_listed
    where attribute_value is not null
    group by
        customer_id, record_id, record_key, source_system, record_type, updated_at, attribute_group
),

groups_ranked as (
    select
        groups_stated.customer_id,
        groups_stated.record_id,
        groups_stated.attribute_group,
        row_number() over (
            partition by groups_stated.customer_id, groups_stated.attribute_group
            order by
                survivorship_rules.source_priority asc nulls last,
                groups_stated.updated_at desc nulls last,
                groups_stated.stated_part_count desc,
                groups_stated.record_key asc
        ) as survivorship_rank
    from groups_stated
    left join survivorship_rules
        on
            groups_stated.attribute_group = survivorship_rules.attribute_group
            and groups_stated.record_type = survivorship_rules.record_type
            and (
                groups_stated.source_system = survivorship_rules.source_system
                or groups_stated.record_type = 'feed'
            )
),

final as (
    select
        values_listed.customer_id,
        values_listed.attribute_group,
        values_listed.attribute_name,
        values_listed.attribute_value,
        values_listed.source_system,
        values_listed.record_key,
        values_listed.updated_at,
        groups_ranked.survivorship_rank
    from values_listed
    inner join groups_ranked
        on
            values_listed.record_id = groups_ranked.record_id
            and values_listed.attribute_group = groups_ranked.attribute_group
    where values_listed.attribute_value is not null
)

select * from final
