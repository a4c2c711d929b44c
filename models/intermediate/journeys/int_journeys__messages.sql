with recipients as (
    select
        message_recipient_key,
        campaign_id,
        customer_id,
        is_held_out,
        offer_code,
        sent_at,
        opened_at,
        clicked_at,
        bounced_at,
        unsubscribed_at,
        complained_at
    from {{ ref('int_activity__message_recipients') }}
),

campaigns as (
    select
        campaign_id,
        sent_at
    from {{ ref('stg_email__campaigns') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

-- a tool that tells only what became of a message sent it when the message began to be sent
recipients_timed as (
    select
        recipients.*,
        coalesce(recipients.sent_at, campaigns.sent_at, recipients.opened_at) as began_at
    from recipients
    left join campaigns
        on recipients.campaign_id = campaigns.campaign_id
),

final as (
    select
        recipients_timed.message_recipient_key,
        recipients_timed.campaign_id,
        recipients_timed.customer_id,
        recipients_timed.is_held_out,
        recipients_timed.offer_code,
        recipients_timed.began_at as sent_at,
        {%- for event in ['opened', 'clicked', 'bounced', 'unsubscribed', 'complained'] %}
        coalesce(cast(recipients_timed.{{ event }}_at as date) <= as_of.as_of_date, false)
            as is_{{ event }},
        {%- endfor %}
        -- whether the time in which a purchase is a response is over
        {{ days_between('cast(recipients_timed.began_at as date)', 'as_of.as_of_date') }}
        >= {{ var('campaign_response_days') }} as is_response_complete
    from recipients_timed
    inner join as_of
        on cast(recipients_timed.began_at as date) <= as_of.as_of_date
)

select * from final
