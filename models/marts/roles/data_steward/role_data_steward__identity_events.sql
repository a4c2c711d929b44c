with events as (
    select * from {{ ref('customer_identity_events') }}
),

final as (
    select
        build_number,
        event_type,
        customer_id,
        other_customer_id,
        record_count
    from events
)

select * from final
