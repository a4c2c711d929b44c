with attributes as (
    select * from {{ ref('customer_attributes') }}
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        is_golden,
        survivorship_rank,
        source_system,
        record_key,
        updated_at
    from attributes
)

select * from final
