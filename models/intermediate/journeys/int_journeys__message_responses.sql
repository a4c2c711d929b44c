{#- One person, one answer: who has two addresses got a message once, and who got it at one of them
    was not left out. Written to is written to, arrived or not: those left out would have had bad
    addresses as well. -#}
with messages as (
    select
        campaign_id,
        customer_id,
        is_held_out,
        offer_code,
        sent_at,
        is_opened,
        is_clicked,
        is_bounced,
        is_unsubscribed,
        is_response_complete
    from {{ ref('int_journeys__messages') }}
    where customer_id is not null
),

purchases as (
    select
        order_key,
        customer_id,
        ordered_at,
        net_amount_reporting
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

customers_summed as (
    select
        campaign_id,
        customer_id,
        min(case when is_held_out then 1 else 0 end) = 1 as is_held_out,
        max(offer_code) as offer_code,
        coalesce(
            min(case when not is_held_out then sent_at end),
            min(case when is_held_out then sent_at end)
        ) as sent_at,
        max(case when is_opened then 1 else 0 end) = 1 as is_opened,
        max(case when is_clicked then 1 else 0 end) = 1 as is_clicked,
        min(case when is_bounced or is_held_out then 1 else 0 end) = 1 as is_bounced,
        max(case when is_unsubscribed then 1 else 0 end) = 1 as is_unsubscribed,
        min(case when is_response_complete then 1 else 0 end) = 1 as is_response_complete
    from messages
    group by campaign_id, customer_id
),

responses_summed as (
    select
        customers_summed.campaign_id,
        customers_summed.customer_id,
        count(*) as order_count,
        sum(purchases.net_amount_reporting) as gross_amount_reporting
    from customers_summed
    inner join purchases
        on
            customers_summed.customer_id = purchases.customer_id
            and customers_summed.sent_at < purchases.ordered_at
    where
        {{ seconds_between('customers_summed.sent_at', 'purchases.ordered_at') }}
        <= 86400 * {{ var('campaign_response_days') }}
    group by customers_summed.campaign_id, customers_summed.customer_id
),

final as (
    select
        customers_summed.campaign_id,
        customers_summed.customer_id,
        customers_summed.is_held_out,
        customers_summed.offer_code,
        customers_summed.sent_at,
        customers_summed.is_opened,
        customers_summed.is_clicked,
        customers_summed.is_bounced and not customers_summed.is_held_out as is_bounced,
        customers_summed.is_unsubscribed,
        customers_summed.is_response_complete,
        coalesce(responses_summed.order_count, 0) as order_count,
        cast(coalesce(responses_summed.gross_amount_reporting, 0) as decimal(18, 2))
            as gross_amount_reporting
    from customers_summed
    left join responses_summed
        on
            customers_summed.campaign_id = responses_summed.campaign_id
            and customers_summed.customer_id = responses_summed.customer_id
)

select * from final
