{#- How a customer answers messages, over ninety days. A message that came back or was held out was
    not received. -#}
with recipients as (
    select
        customer_id,
        campaign_id,
        channel,
        sent_at,
        opened_at,
        clicked_at
    from {{ ref('int_activity__message_recipients') }}
    where
        customer_id is not null
        and not is_held_out
        and bounced_at is null
        and sent_at is not null
),

subscribers as (
    select
        identities.customer_id,
        max(case when subscribers.status = 'subscribed' then 1 else 0 end) = 1 as is_subscribed,
        max(subscribers.unsubscribed_at) as unsubscribed_at
    from {{ ref('stg_email__subscribers') }} as subscribers
    inner join {{ ref('int_identity__identities') }} as identities
        on 'email|subscriber|' || subscribers.subscriber_id = identities.record_key
    group by identities.customer_id
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

received as (
    select
        recipients.*,
        {{ days_between('cast(recipients.sent_at as date)', 'as_of.as_of_date') }} as days_ago
    from recipients
    inner join as_of
        on cast(recipients.sent_at as date) <= as_of.as_of_date
),

received_counted as (
    select
        customer_id,
        count(case when days_ago < 7 then 1 end) as messages_last_7d,
        count(case when channel = 'email' then 1 end) as email_count,
        count(case when channel = 'email' and opened_at is not null then 1 end) as open_count,
        count(case when channel = 'email' and clicked_at is not null then 1 end) as click_count,
        max(opened_at) as last_opened_at,
        max(clicked_at) as last_clicked_at
    from received
    where days_ago < 90
    group by customer_id
),

channels_counted as (
    select
        customer_id,
        channel,
        count(*) as message_count,
        count(clicked_at) as click_count
    from received
    group by customer_id, channel
),

-- two messages prove nothing
channels_ranked as (
    select
        customer_id,
        channel,
        row_number() over (
            partition by customer_id
            order by
                cast(click_count as decimal(18, 6)) / message_count desc,
                click_count desc,
                channel asc
        ) as channel_rank
    from channels_counted
    where message_count >= 3 and click_count > 0
),

customers_listed as (
    select customer_id from subscribers
    union
    select customer_id from channels_counted
),

final as (
    select
        customers_listed.customer_id,
        coalesce(subscribers.is_subscribed, false) as is_newsletter_subscriber,
        subscribers.unsubscribed_at as newsletter_unsubscribed_at,
        coalesce(received_counted.messages_last_7d, 0) as messages_last_7d,
        coalesce(received_counted.email_count, 0) as emails_received_90d,
        case
            when received_counted.email_count > 0
                then cast(
                    cast(received_counted.open_count as decimal(18, 4))
                    / received_counted.email_count as decimal(5, 4)
                )
        end as email_open_rate_90d,
        case
            when received_counted.email_count > 0
                then cast(
                    cast(received_counted.click_count as decimal(18, 4))
                    / received_counted.email_count as decimal(5, 4)
                )
        end as email_click_rate_90d,
        case
            when not subscribers.is_subscribed then 'unsubscribed'
            when coalesce(received_counted.email_count, 0) = 0 then 'not_mailed'
            when received_counted.open_count = 0 then 'ignores'
            when 20 * received_counted.click_count < received_counted.email_count
                then 'opens_rarely_clicks'
            else 'engaged'
        end as email_engagement_status,
        received_counted.last_opened_at as last_message_opened_at,
        received_counted.last_clicked_at as last_message_clicked_at,
        channels_ranked.channel as best_response_channel
    from customers_listed
    left join subscribers
        on customers_listed.customer_id = subscribers.customer_id
    left join received_counted
        on customers_listed.customer_id = received_counted.customer_id
    left join channels_ranked
        on
            customers_listed.customer_id = channels_ranked.customer_id
            and channels_ranked.channel_rank = 1
)

select * from final
