with attributes as (
    select
        source_system,
        source_record_id,
        attribute_name,
        attribute_value,
        valid_from,
        valid_to
    from {{ ref('stg_feeds__attributes') }}
),

feed_records as (
    select
        source_system,
        source_record_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where record_type = 'feed'
),

final as (
    select
        feed_records.customer_id,
        attributes.source_system,
        attributes.source_record_id,
        attributes.attribute_name,
        attributes.attribute_value,
        attributes.valid_from,
        attributes.valid_to
    from attributes
    left join feed_records
        on
            attributes.source_system = feed_records.source_system
            and attributes.source_record_id = feed_records.source_record_id
)

select * from final
