with consents as (
    select * from {{ ref('customer_consents') }}
),

final as (
    select
        customer_id,
        purpose,
        channel,
        is_permitted,
        declared_at,
        consent_event_key,
        contact_point_count
    from consents
)

select * from final
