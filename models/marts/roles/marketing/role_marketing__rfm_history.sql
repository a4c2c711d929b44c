with history as (
    select * from {{ ref('customer_rfm_history') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        history.customer_id,
        history.month_end_on,
        history.rfm_segment,
        history.former_rfm_segment,
        history.movement
    from history
    inner join reachable
        on history.customer_id = reachable.customer_id
)

select * from final
