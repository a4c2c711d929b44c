{#- How customer and retailer get on: messages, requests, satisfaction, lists, the last contact. -#}
with customers as (
    select customer_id
    from {{ ref('int_profile__customers') }}
),

messages as (
    select * from {{ ref('int_profile__messages') }}
),

support as (
    select * from {{ ref('int_profile__support') }}
),

satisfaction as (
    select * from {{ ref('int_profile__satisfaction') }}
),

wish_list as (
    select * from {{ ref('int_profile__wish_list') }}
),

last_touchpoint as (
    select * from {{ ref('int_profile__last_touchpoint') }}
),

top_interests as (
    select
        customer_id,
        topic,
        interest_share
    from {{ ref('int_profile__interests') }}
    where interest_rank = 1
),

final as (
    select
        customers.customer_id,
        coalesce(messages.is_newsletter_subscriber, false) as is_newsletter_subscriber,
        messages.newsletter_unsubscribed_at,
        coalesce(messages.messages_last_7d, 0) as messages_last_7d,
        coalesce(messages.emails_received_90d, 0) as emails_received_90d,
        messages.email_open_rate_90d,
        messages.email_click_rate_90d,
        messages.email_engagement_status,
        messages.last_message_opened_at,
        messages.last_message_clicked_at,
        messages.best_response_channel,
        coalesce(support.ticket_count, 0) as ticket_count,
        coalesce(support.open_ticket_count, 0) as open_ticket_count,
        coalesce(support.complaint_count, 0) as complaint_count,
        support.last_ticket_at,
        support.last_complaint_at,
        support.last_complaint_reason,
        support.days_since_last_complaint,
        satisfaction.last_nps,
        satisfaction.last_nps_at,
        satisfaction.last_csat,
        satisfaction.last_csat_at,
        satisfaction.satisfaction_trend,
        coalesce(wish_list.open_list_item_count, 0) as open_list_item_count,
        wish_list.last_list_item_added_at,
        last_touchpoint.last_touchpoint_at,
        last_touchpoint.last_touchpoint_channel,
        last_touchpoint.last_touchpoint_type,
        top_interests.topic as top_interest,
        top_interests.interest_share as top_interest_share
    from customers
    left join messages
        on customers.customer_id = messages.customer_id
    left join support
        on customers.customer_id = support.customer_id
    left join satisfaction
        on customers.customer_id = satisfaction.customer_id
    left join wish_list
        on customers.customer_id = wish_list.customer_id
    left join last_touchpoint
        on customers.customer_id = last_touchpoint.customer_id
    left join top_interests
        on customers.customer_id = top_interests.customer_id
)

select * from final
