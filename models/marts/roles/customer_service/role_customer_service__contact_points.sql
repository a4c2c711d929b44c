with contact_points as (
    select * from {{ ref('customer_contact_points') }}
),

final as (
    select
        customer_id,
        contact_type,
        contact_point,
        value_scope,
        is_shared,
        is_golden,
        record_count,
        last_stated_at
    from contact_points
)

select * from final
