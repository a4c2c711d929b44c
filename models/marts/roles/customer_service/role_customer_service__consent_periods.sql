with periods as (
    select * from {{ ref('customer_consent_periods') }}
),

final as (
    select
        customer_id,
        purpose,
        channel,
        contact_type,
        contact_point,
        is_granted,
        valid_from,
        valid_before,
        is_current,
        consent_event_key
    from periods
)

select * from final
