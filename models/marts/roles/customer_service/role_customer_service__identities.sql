with identities as (
    select * from {{ ref('customer_identities') }}
),

final as (
    select
        customer_id,
        record_key,
        source_system,
        record_type,
        source_record_id,
        created_at,
        updated_at
    from identities
)

select * from final
