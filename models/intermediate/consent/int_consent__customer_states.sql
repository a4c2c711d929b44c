with contact_point_states as (
    select
        contact_key,
        purpose,
        channel,
        is_granted,
        event_at,
        consent_event_key
    from {{ ref('int_consent__contact_point_states') }}
),

customer_contacts as (
    select
        customer_id,
        contact_key,
        is_golden
    from {{ ref('int_consent__customer_contacts') }}
),

states_of_customers as (
    select
        customer_contacts.customer_id,
        customer_contacts.is_golden,
        contact_point_states.purpose,
        contact_point_states.channel,
        contact_point_states.is_granted,
        contact_point_states.event_at,
        contact_point_states.consent_event_key,
        -- letters go to an address, whichever contact point the consent was given with
        contact_point_states.is_granted
        and (customer_contacts.is_golden or contact_point_states.channel = 'post')
            as is_granted_where_used
    from customer_contacts
    inner join contact_point_states
        on customer_contacts.contact_key = contact_point_states.contact_key
),

-- a person who said no on one address has said no, and a yes holds for the address it was given
-- for: a merge never widens a permission
permissions_decided as (
    select
        customer_id,
        purpose,
        channel,
        min(case when is_granted then 1 else 0 end) = 1
        and max(case when is_granted_where_used then 1 else 0 end) = 1 as is_permitted,
        count(*) as contact_point_count
    from states_of_customers
    group by customer_id, purpose, channel
),

deciding_ranked as (
    select
        customer_id,
        purpose,
        channel,
        event_at,
        consent_event_key,
        row_number() over (
            partition by customer_id, purpose, channel
            order by
                is_granted asc,
                is_granted_where_used desc,
                event_at desc,
                consent_event_key asc
        ) as deciding_rank
    from states_of_customers
),

final as (
    select
        permissions_decided.customer_id,
        permissions_decided.purpose,
        permissions_decided.channel,
        permissions_decided.is_permitted,
        deciding_ranked.event_at as declared_at,
        deciding_ranked.consent_event_key,
        permissions_decided.contact_point_count
    from permissions_decided
    inner join deciding_ranked
        on
            permissions_decided.customer_id = deciding_ranked.customer_id
            and permissions_decided.purpose = deciding_ranked.purpose
            and permissions_decided.channel = deciding_ranked.channel
    where deciding_ranked.deciding_rank = 1
)

select * from final
