with suggestions as (
    select * from {{ ref('customer_recommendations') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        suggestions.customer_id,
        suggestions.suggestion_type,
        suggestions.suggestion_rank,
        suggestions.product_id,
        suggestions.product_name,
        suggestions.category,
        suggestions.score_value,
        suggestions.reason_code,
        suggestions.reason_product_id
    from suggestions
    inner join reachable
        on suggestions.customer_id = reachable.customer_id
)

select * from final
