with identifiers as (
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
        value_scope,
        record_count
    from {{ ref('int_identity__identifier_values') }}
),

customer_ids as (
    select
        record_id,
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

final as (
    select
        customer_ids.record_key,
        customer_ids.customer_id,
        identifiers.id_type,
        identifiers.id_value,
        identifier_values.value_scope,
        identifier_values.record_count
    from identifiers
    inner join customer_ids
        on identifiers.record_id = customer_ids.record_id
    inner join identifier_values
        on
            identifiers.id_type = identifier_values.id_type
            and identifiers.id_value = identifier_values.id_value
)

select * from final
