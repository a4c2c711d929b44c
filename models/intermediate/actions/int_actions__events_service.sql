{#- Requests and complaints that somebody should see to. -#}
with tickets as (
    select
        ticket_key,
        customer_id,
        coalesce(reason, 'something') as detail,
        is_complaint,
        is_open,
        cast(opened_at as date) as opened_on,
        closed_at,
        satisfaction_score
    from {{ ref('int_activity__support_tickets') }}
    where customer_id is not null
),

good_answers as (
    select
        customer_id,
        max(answered_at) as answered_at
    from {{ ref('int_activity__survey_responses') }}
    where
        customer_id is not null
        and ((survey_type = 'nps' and score >= 9) or (survey_type = 'csat' and score >= 4))
    group by customer_id
),

final as (
    select
        case when is_complaint then 'complaint_open' else 'request_open' end as trigger_id,
        customer_id,
        ticket_key as subject_key,
        opened_on as happened_on,
        cast(null as date) as ends_on,
        cast(1 as double precision) as event_value,
        detail,
        false as is_done
    from tickets
    where is_open

    union all

    select
        'complaint_follow_up' as trigger_id,
        tickets.customer_id,
        tickets.ticket_key as subject_key,
        cast(tickets.closed_at as date) as happened_on,
        cast(null as date) as ends_on,
        cast(1 as double precision) as event_value,
        tickets.detail,
        -- who said since that it is fine need not be asked
        coalesce(tickets.satisfaction_score >= 4, false)
        or coalesce(good_answers.answered_at > tickets.closed_at, false) as is_done
    from tickets
    left join good_answers
        on tickets.customer_id = good_answers.customer_id
    where tickets.is_complaint and not tickets.is_open
)

select * from final
