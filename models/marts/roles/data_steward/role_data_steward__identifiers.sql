with identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

final as (
    select
        customer_id,
        record_key,
        id_type,
        id_value,
        value_scope,
        record_count
    from identifiers
)

select * from final
