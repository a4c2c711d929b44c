with records as (
    select
        record_id,
        source_system
    from {{ ref('int_identity__records') }}
),

customer_ids as (
    select
        record_id,
        customer_id
    from {{ ref('int_identity__customer_ids') }}
),

systems as (
    select
        system_number,
        source_system
    from {{ ref('int_governance__systems') }}
),

final as (
    select
        customer_ids.record_id,
        customer_ids.customer_id,
        systems.system_number
    from customer_ids
    inner join records
        on customer_ids.record_id = records.record_id
    inner join systems
        on records.source_system = systems.source_system
)

select * from final
