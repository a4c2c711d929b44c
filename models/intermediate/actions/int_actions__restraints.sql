{#- What holds for all that we might do with a customer: an open complaint, messages of the last
    days, whether they come to a shop. -#}
with customers as (
    select customer_id
    from {{ ref('int_profile__customers') }}
),

open_complaints as (
    select
        tickets.customer_id,
        count(*) as open_complaint_count
    from {{ ref('int_activity__support_tickets') }} as tickets
    inner join {{ ref('int_activity__as_of') }} as as_of
        on cast(tickets.opened_at as date) <= as_of.as_of_date
    where tickets.is_complaint and tickets.is_open
    group by tickets.customer_id
),

messages as (
    select
        customer_id,
        messages_last_7d
    from {{ ref('int_profile__messages') }}
),

purchases as (
    select
        customer_id,
        store_order_count,
        preferred_store_id
    from {{ ref('int_profile__purchases') }}
),

golden_records as (
    select
        customer_id,
        email,
        phone
    from {{ ref('int_profile__golden_records') }}
),

final as (
    select
        customers.customer_id,
        coalesce(open_complaints.open_complaint_count, 0) > 0 as has_open_complaint,
        coalesce(messages.messages_last_7d, 0) as messages_last_7d,
        coalesce(messages.messages_last_7d, 0) >= {{ var('contact_cap_7d') }}
            as is_contacted_too_often,
        coalesce(purchases.store_order_count, 0) > 0 as comes_to_store,
        purchases.preferred_store_id,
        golden_records.email is not null as has_email,
        golden_records.phone is not null as has_phone
    from customers
    left join open_complaints
        on customers.customer_id = open_complaints.customer_id
    left join messages
        on customers.customer_id = messages.customer_id
    left join purchases
        on customers.customer_id = purchases.customer_id
    left join golden_records
        on customers.customer_id = golden_records.customer_id
)

select * from final
