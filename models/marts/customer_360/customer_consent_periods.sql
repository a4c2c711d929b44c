with contact_point_periods as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        valid_from,
        valid_before,
        consent_event_key
    from {{ ref('int_consent__contact_point_periods') }}
),

customer_contacts as (
    select
        customer_id,
        contact_key,
        contact_type,
        contact_point,
        value_scope,
        is_golden
    from {{ ref('int_consent__customer_contacts') }}
),

final as (
    select
        customer_contacts.customer_id,
        contact_point_periods.purpose,
        contact_point_periods.channel,
        customer_contacts.contact_type,
        customer_contacts.contact_point,
        customer_contacts.value_scope,
        customer_contacts.is_golden,
        contact_point_periods.is_granted,
        contact_point_periods.valid_from,
        contact_point_periods.valid_before,
        contact_point_periods.valid_before is null as is_current,
        contact_point_periods.consent_event_key
    from customer_contacts
    inner join contact_point_periods
        on customer_contacts.contact_key = contact_point_periods.contact_key
    -- what hundreds of strangers said of a clerk's address is nobody's history; but the last word
    -- binds them all
    where
        customer_contacts.value_scope not in ('hub', 'placeholder')
        or contact_point_periods.valid_before is null
)

select * from final
