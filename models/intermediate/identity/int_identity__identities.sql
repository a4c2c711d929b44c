with records as (
    select
        record_key,
        source_system,
        record_type,
        source_record_id,
        created_at,
        updated_at
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

devices as (
    select
        record_key,
        device_id,
        customer_id
    from {{ ref('int_identity__devices') }}
),

final as (
    select
        records.record_key,
        customer_ids.customer_id,
        records.source_system,
        records.record_type,
        records.source_record_id,
        records.created_at,
        records.updated_at
    from records
    inner join customer_ids
        on records.record_key = customer_ids.record_key

    union all

    select
        record_key,
        customer_id,
        'web' as source_system,
        'device' as record_type,
        device_id as source_record_id,
        cast(null as timestamp) as created_at,
        cast(null as timestamp) as updated_at
    from devices
)

select * from final
