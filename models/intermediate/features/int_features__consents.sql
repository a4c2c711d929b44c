{#- Whether a customer had agreed to be written to on each date: a yes at some address and a no at
    none. Which of several addresses is used today is not asked: later records decide that. -#}
with contact_point_periods as (
    select
        contact_key,
        is_granted,
        cast(valid_from as date) as granted_on,
        cast(valid_before as date) as ended_on
    from {{ ref('int_consent__contact_point_periods') }}
    where purpose = 'marketing' and channel = 'email'
),

customer_contacts as (
    select
        customer_id,
        contact_key
    from {{ ref('int_consent__customer_contacts') }}
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

final as (
    select
        customer_contacts.customer_id,
        dates.as_of_date,
        min(case when contact_point_periods.is_granted then 1 else 0 end) = 1
            as may_email_marketing
    from contact_point_periods
    inner join customer_contacts
        on contact_point_periods.contact_key = customer_contacts.contact_key
    inner join dates
        on
            contact_point_periods.granted_on <= dates.as_of_date
            and (
                contact_point_periods.ended_on is null
                or contact_point_periods.ended_on > dates.as_of_date
            )
    group by customer_contacts.customer_id, dates.as_of_date
)

select * from final
