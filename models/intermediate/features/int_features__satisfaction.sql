{#- The last answers to surveys by each date. -#}
with responses_followed as (
    select
        response_key,
        customer_id,
        survey_type,
        score,
        cast(answered_at as date) as answered_on,
        lead(cast(answered_at as date)) over (
            partition by customer_id, survey_type order by answered_at asc, response_key asc
        ) as next_answered_on
    from {{ ref('int_activity__survey_responses') }}
    where customer_id is not null and survey_type in ('nps', 'csat') and score is not null
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

final as (
    select
        responses_followed.customer_id,
        dates.as_of_date,
        cast(
            max(case when responses_followed.survey_type = 'nps' then responses_followed.score end)
            as integer
        ) as last_nps,
        cast(
            max(case when responses_followed.survey_type = 'csat' then responses_followed.score end)
            as integer
        ) as last_csat
    from responses_followed
    inner join dates
        on
            responses_followed.answered_on <= dates.as_of_date
            and (
                responses_followed.next_answered_on is null
                or responses_followed.next_answered_on > dates.as_of_date
            )
    group by responses_followed.customer_id, dates.as_of_date
)

select * from final
