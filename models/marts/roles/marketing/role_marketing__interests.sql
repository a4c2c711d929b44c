with interests as (
    select * from {{ ref('customer_interests') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        interests.customer_id,
        interests.topic,
        interests.interest_score,
        interests.interest_share,
        interests.interest_rank,
        interests.is_stated,
        interests.last_shown_on
    from interests
    inner join reachable
        on interests.customer_id = reachable.customer_id
)

select * from final
