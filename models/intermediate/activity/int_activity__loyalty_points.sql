with points as (
    select
        'loyalty' as source_system,
        entry_id,
        'loyalty|member|' || member_id as record_key,
        entry_type,
        points,
        booked_at,
        expires_on,
        order_id
    from {{ ref('stg_loyalty__points') }}

    union all

    select
        source_system,
        entry_id,
        source_system || '|feed|' || source_record_id as record_key,
        entry_type,
        points,
        booked_at,
        expires_on,
        cast(null as varchar) as order_id
    from {{ ref('stg_feeds__loyalty_points') }}
),

customer_identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

final as (
    select
        points.source_system || '|' || points.entry_id as points_entry_key,
        points.source_system,
        points.entry_id,
        points.record_key,
        customer_identities.customer_id,
        points.entry_type,
        points.points,
        points.booked_at,
        points.expires_on,
        points.order_id
    from points
    left join customer_identities
        on points.record_key = customer_identities.record_key
)

select * from final
