{#- What went wrong between a customer at risk and us: complaints, requests, answers to surveys,
    messages. -#}
with tickets as (
    select
        ticket_key,
        customer_id,
        coalesce(reason, 'something') as detail,
        is_complaint,
        is_open,
        cast(opened_at as date) as opened_on,
        resolution_seconds,
        satisfaction_score
    from {{ ref('int_activity__support_tickets') }}
    where customer_id is not null
),

responses as (
    select
        response_key,
        customer_id,
        survey_type,
        score,
        cast(answered_at as date) as answered_on,
        answered_at
    from {{ ref('int_activity__survey_responses') }}
    where customer_id is not null and survey_type in ('nps', 'csat') and score is not null
),

satisfaction as (
    select
        customer_id,
        satisfaction_trend
    from {{ ref('int_profile__satisfaction') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

risk_reasons as (
    select
        evidence_type,
        least_value
    from {{ ref('risk_reasons') }}
),

tickets_judged as (
    select
        tickets.customer_id,
        case
            when tickets.is_complaint and tickets.is_open then 'complaint_open'
            when
                tickets.is_complaint
                and (
                    tickets.resolution_seconds >= 3600 * slow.least_value
                    or tickets.satisfaction_score <= 2
                )
                then 'complaint_slow'
            when tickets.is_complaint then 'complaint_solved'
            when
                tickets.is_open
                and {{ days_between('tickets.opened_on', 'as_of.as_of_date') }}
                >= forgotten.least_value
                then 'request_open'
        end as evidence_type,
        tickets.ticket_key as evidence_key,
        tickets.opened_on as evidence_on,
        tickets.detail,
        cast(1 as double precision) as intensity
    from tickets
    inner join as_of
        on tickets.opened_on <= as_of.as_of_date
    inner join risk_reasons as slow
        on slow.evidence_type = 'complaint_slow'
    inner join risk_reasons as forgotten
        on forgotten.evidence_type = 'request_open'
),

-- the last answer of each kind counts: what was better or worse before is past
responses_ranked as (
    select
        responses.*,
        row_number() over (
            partition by responses.customer_id, responses.survey_type
            order by responses.answered_at desc, responses.response_key asc
        ) as rank_of_type,
        row_number() over (
            partition by responses.customer_id
            order by responses.answered_at desc, responses.response_key asc
        ) as rank_of_all
    from responses
    inner join as_of
        on responses.answered_on <= as_of.as_of_date
),

responses_judged as (
    select
        responses_ranked.customer_id,
        risk_reasons.evidence_type,
        responses_ranked.response_key as evidence_key,
        responses_ranked.answered_on as evidence_on,
        cast(cast(responses_ranked.score as integer) as varchar) as detail,
        -- the worst answer weighs twice as much as the one at the limit
        0.5 + 0.5 * (risk_reasons.least_value - responses_ranked.score)
        / risk_reasons.least_value as intensity
    from responses_ranked
    inner join risk_reasons
        on
            risk_reasons.evidence_type
            = case responses_ranked.survey_type when 'nps' then 'nps_detractor' else 'csat_low' end
            and responses_ranked.score <= risk_reasons.least_value
    where responses_ranked.rank_of_type = 1
),

falls_found as (
    select
        responses_ranked.customer_id,
        'satisfaction_falling' as evidence_type,
        responses_ranked.response_key as evidence_key,
        responses_ranked.answered_on as evidence_on,
        'worse' as detail,
        cast(1 as double precision) as intensity
    from responses_ranked
    inner join satisfaction
        on responses_ranked.customer_id = satisfaction.customer_id
    where responses_ranked.rank_of_all = 1 and satisfaction.satisfaction_trend = 'falling'
),

final as (
    select * from tickets_judged
    where evidence_type is not null
    union all
    select * from responses_judged
    union all
    select * from falls_found
)

select * from final
