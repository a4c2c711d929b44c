with tickets as (
    select
        ticket_key,
        customer_id,
        reason,
        is_complaint,
        is_open,
        opened_at
    from {{ ref('int_activity__support_tickets') }}
    where customer_id is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

tickets_known as (
    select
        tickets.*,
        as_of.as_of_date,
        row_number() over (
            partition by tickets.customer_id, tickets.is_complaint
            order by tickets.opened_at desc, tickets.ticket_key asc
        ) as ticket_rank
    from tickets
    inner join as_of
        on cast(tickets.opened_at as date) <= as_of.as_of_date
),

summarised as (
    select
        customer_id,
        max(as_of_date) as as_of_date,
        count(*) as ticket_count,
        count(case when is_open then 1 end) as open_ticket_count,
        count(case when is_complaint then 1 end) as complaint_count,
        max(opened_at) as last_ticket_at,
        max(case when is_complaint then opened_at end) as last_complaint_at,
        max(case when is_complaint and ticket_rank = 1 then reason end) as last_complaint_reason
    from tickets_known
    group by customer_id
),

final as (
    select
        customer_id,
        ticket_count,
        open_ticket_count,
        complaint_count,
        last_ticket_at,
        last_complaint_at,
        last_complaint_reason,
        {{ days_between('cast(last_complaint_at as date)', 'as_of_date') }}
            as days_since_last_complaint
    from summarised
)

select * from final
