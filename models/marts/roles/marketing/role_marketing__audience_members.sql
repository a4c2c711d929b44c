with members as (
    select * from {{ ref('audience_members') }}
),

reachable as (
    select customer_id
    from {{ ref('customer_360') }}
    where may_email_marketing or may_sms_marketing or may_phone_marketing
),

final as (
    select
        members.audience_member_key,
        members.audience_id,
        members.customer_id,
        members.entered_on,
        members.channel,
        members.contact_point,
        members.consent_event_key,
        members.is_held_out,
        members.suppressed_by
    from members
    inner join reachable
        on members.customer_id = reachable.customer_id
)

select * from final
