with identities as (
    select
        customer_id,
        source_system,
        count(*) as record_count
    from {{ ref('int_identity__identities') }}
    group by customer_id, source_system
),

order_summary as (
    select
        customer_id,
        net_amount_reporting
    from {{ ref('int_profile__order_summary') }}
),

-- e-mails and phones that can be used: no hubs, no placeholders
contacts as (
    select distinct
        customer_id,
        source_system
    from {{ ref('int_profile__attribute_candidates') }}
    where attribute_name in ('email', 'phone')
),

contacts_counted as (
    select
        customer_id,
        source_system,
        count(*) over (partition by customer_id) as contact_system_count
    from contacts
),

final as (
    select
        identities.customer_id,
        identities.source_system,
        identities.record_count,
        count(*) over (partition by identities.customer_id) as system_count,
        contacts_counted.customer_id is not null as is_contact_known,
        coalesce(contacts_counted.contact_system_count = 1, false) as is_only_contact,
        coalesce(order_summary.net_amount_reporting, 0) as net_amount_reporting
    from identities
    left join contacts_counted
        on
            identities.customer_id = contacts_counted.customer_id
            and identities.source_system = contacts_counted.source_system
    left join order_summary
        on identities.customer_id = order_summary.customer_id
)

select * from final
