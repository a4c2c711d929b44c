with responses as (
    select * from {{ ref('promotion_response') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        responses.customer_id,
        responses.offer_message_count,
        responses.promotion_order_share,
        responses.occasion_count,
        responses.responded_occasion_count,
        responses.response_rate,
        responses.baseline_rate,
        responses.response_lift,
        responses.promotion_sensitivity_band
    from responses
    inner join reachable
        on responses.customer_id = reachable.customer_id
)

select * from final
