{#- NPS and CSAT are brought to one scale from 0 to 1 for the trend: the last answer against the
    mean of those before. -#}
with responses as (
    select
        response_key,
        customer_id,
        survey_type,
        score,
        answered_at,
        case
            when survey_type = 'nps' then score / 10
            when survey_type = 'csat' then (score - 1) / 4
        end as satisfaction
    from {{ ref('int_activity__survey_responses') }}
    where customer_id is not null and survey_type in ('nps', 'csat') and score is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

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
        on cast(responses.answered_at as date) <= as_of.as_of_date
),

summarised as (
    select
        customer_id,
        count(*) as survey_response_count,
        max(case when survey_type = 'nps' and rank_of_type = 1 then score end) as last_nps,
        max(case when survey_type = 'nps' and rank_of_type = 1 then answered_at end)
            as last_nps_at,
        max(case when survey_type = 'csat' and rank_of_type = 1 then score end) as last_csat,
        max(case when survey_type = 'csat' and rank_of_type = 1 then answered_at end)
            as last_csat_at,
        max(case when rank_of_all = 1 then satisfaction end) as last_satisfaction,
        sum(case when rank_of_all > 1 then satisfaction end) as former_satisfaction_sum,
        count(case when rank_of_all > 1 then 1 end) as former_count
    from responses_ranked
    group by customer_id
),

final as (
    select
        customer_id,
        survey_response_count,
        cast(last_nps as integer) as last_nps,
        last_nps_at,
        cast(last_csat as integer) as last_csat,
        last_csat_at,
        case
            when former_count = 0 then null
            when last_satisfaction * former_count > former_satisfaction_sum + 0.1 * former_count
                then 'rising'
            when last_satisfaction * former_count < former_satisfaction_sum - 0.1 * former_count
                then 'falling'
            else 'steady'
        end as satisfaction_trend
    from summarised
)

select * from final
