with people as (
    select
        provider_name || '|' || record_id as bought_person_key,
        provider_name,
        licence_ends_on,
        delivered_on
    from {{ ref('stg_external__people') }}
),

identities as (
    select
        source_record_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where source_system = 'external'
),

final as (
    select
        people.bought_person_key,
        people.provider_name,
        people.licence_ends_on,
        people.delivered_on,
        identities.customer_id
    from people
    inner join {{ ref('int_activity__as_of') }} as as_of
        on people.licence_ends_on >= as_of.as_of_date
    left join identities
        on people.bought_person_key = identities.source_record_id
)

select * from final
