with tickets as (
    select
        ticket_id,
        'support|requester|' || requester_id as record_key,
        order_id,
        product_code,
        channel,
        reason,
        is_complaint,
        satisfaction_score,
        opened_at,
        first_reply_at,
        closed_at
    from {{ ref('stg_support__tickets') }}
),

interactions_counted as (
    select
        ticket_id,
        count(*) as interaction_count
    from {{ ref('stg_support__interactions') }}
    group by ticket_id
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select
        'support|' || tickets.ticket_id as ticket_key,
        tickets.record_key,
        identities.customer_id,
        tickets.channel,
        tickets.reason,
        coalesce(tickets.is_complaint, false) as is_complaint,
        tickets.opened_at,
        tickets.first_reply_at,
        tickets.closed_at,
        tickets.closed_at is null
        or cast(tickets.closed_at as date) > as_of.as_of_date as is_open,
        {{ seconds_between('tickets.opened_at', 'tickets.first_reply_at') }}
            as first_reply_seconds,
        {{ seconds_between('tickets.opened_at', 'tickets.closed_at') }} as resolution_seconds,
        coalesce(interactions_counted.interaction_count, 0) as interaction_count,
        tickets.satisfaction_score,
        'shop|' || tickets.order_id as order_key,
        tickets.product_code as product_id
    from tickets
    cross join as_of
    left join interactions_counted
        on tickets.ticket_id = interactions_counted.ticket_id
    left join identities
        on tickets.record_key = identities.record_key
)

select * from final
