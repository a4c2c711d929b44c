with actions as (
    select * from {{ ref('next_best_action') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        actions.customer_id,
        actions.action_id,
        actions.action_type,
        actions.channel,
        actions.consent_event_key,
        actions.reason_code,
        actions.reason_text,
        actions.fired_on,
        actions.expires_on,
        actions.suppressed_action_count,
        actions.description,
        actions.description_it
    from actions
    inner join reachable
        on actions.customer_id = reachable.customer_id
)

select * from final
