with records as (
    select
        record_id,
        email,
        email_key,
        phone,
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

identifiers as (
    select
        record_id,
        id_type,
        id_value
    from {{ ref('int_identity__identifiers') }}
),

identifier_values as (
    select
        id_type,
        id_value,
        value_scope
    from {{ ref('int_identity__identifier_values') }}
),

golden_records as (
    select
        customer_id,
        email,
        phone
    from {{ ref('int_profile__golden_records') }}
),

contact_points_listed as (
    select
        record_id,
        'email' as contact_type,
        email as contact_point,
        email_key as id_value,
        updated_at
    from records
    where email is not null and is_contact_own

    union all

    select
        record_id,
        'phone' as contact_type,
        phone as contact_point,
        phone as id_value,
        updated_at
    from records
    where phone is not null and is_contact_own

    union all

    select
        identifiers.record_id,
        identifiers.id_type as contact_type,
        identifiers.id_value as contact_point,
        identifiers.id_value,
        records.updated_at
    from identifiers
    inner join records
        on identifiers.record_id = records.record_id
    where
        identifiers.id_type = 'loyalty_card'
        -- further ones that a feed brings beside the record's own
        or (
            identifiers.id_type = 'email'
            and identifiers.id_value is distinct from records.email_key
        )
        or (
            identifiers.id_type = 'phone'
            and identifiers.id_value is distinct from records.phone
        )
),

contact_points_of_customers as (
    select
        customer_ids.customer_id,
        contact_points_listed.contact_type,
        contact_points_listed.contact_point,
        identifier_values.value_scope,
        count(*) as record_count,
        max(contact_points_listed.updated_at) as last_stated_at
    from contact_points_listed
    inner join customer_ids
        on contact_points_listed.record_id = customer_ids.record_id
    inner join identifier_values
        on
            contact_points_listed.contact_type = identifier_values.id_type
            and contact_points_listed.id_value = identifier_values.id_value
    group by
        customer_ids.customer_id,
        contact_points_listed.contact_type,
        contact_points_listed.contact_point,
        identifier_values.value_scope
),

final as (
    select
        contact_points_of_customers.customer_id,
        contact_points_of_customers.contact_type,
        contact_points_of_customers.contact_point,
        contact_points_of_customers.value_scope,
        contact_points_of_customers.value_scope = 'shared' as is_shared,
        coalesce(
            contact_points_of_customers.contact_point in (
                golden_records.email, golden_records.phone
            ),
            false
        ) as is_golden,
        contact_points_of_customers.record_count,
        contact_points_of_customers.last_stated_at
    from contact_points_of_customers
    left join golden_records
        on contact_points_of_customers.customer_id = golden_records.customer_id
)

select * from final
