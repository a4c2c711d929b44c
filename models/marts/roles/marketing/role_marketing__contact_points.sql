with periods as (
    select * from {{ ref('customer_consent_periods') }}
),

permitted as (
    select
        customer_id,
        purpose,
        channel
    from {{ ref('customer_consents') }}
    where purpose = 'marketing' and is_permitted
),

final as (
    select
        periods.customer_id,
        periods.channel,
        periods.contact_type,
        periods.contact_point,
        periods.valid_from as permitted_since,
        periods.consent_event_key
    from periods
    inner join permitted
        on
            periods.customer_id = permitted.customer_id
            and periods.purpose = permitted.purpose
            and periods.channel = permitted.channel
    where
        periods.is_current and periods.is_granted
        and periods.channel in ('email', 'sms', 'phone', 'push')
)

select * from final
