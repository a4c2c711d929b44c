{#- How a customer had answered the messages of the ninety days up to each date. -#}
with recipients as (
    select
        customer_id,
        channel,
        cast(sent_at as date) as sent_on,
        cast(opened_at as date) as opened_on,
        cast(clicked_at as date) as clicked_on,
        cast(bounced_at as date) as bounced_on,
        cast(unsubscribed_at as date) as unsubscribed_on
    from {{ ref('int_activity__message_recipients') }}
    where customer_id is not null and not is_held_out and sent_at is not null
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

-- an answer after the date is none yet
recipients_dated as (
    select
        recipients.customer_id,
        dates.as_of_date,
        recipients.channel,
        recipients.opened_on <= dates.as_of_date as has_opened,
        recipients.clicked_on <= dates.as_of_date as has_clicked,
        recipients.unsubscribed_on <= dates.as_of_date as has_unsubscribed
    from recipients
    inner join dates
        on recipients.sent_on <= dates.as_of_date
    where
        {{ days_between('recipients.sent_on', 'dates.as_of_date') }} < 90
        and coalesce(recipients.bounced_on > dates.as_of_date, true)
),

final as (
    select
        customer_id,
        as_of_date,
        count(case when channel = 'email' then 1 end) as emails_received_90d,
        count(case when channel = 'email' and has_opened then 1 end) as email_opens_90d,
        count(case when channel = 'email' and has_clicked then 1 end) as email_clicks_90d,
        count(case when has_unsubscribed then 1 end) as unsubscribes_90d
    from recipients_dated
    group by customer_id, as_of_date
)

select * from final
