with results as (
    select
        *,
        recipient_count - bounced_count as arrived_count
    from {{ ref('int_journeys__message_results') }}
),

campaigns as (
    select
        campaign_id,
        campaign_name,
        channel,
        topic,
        offer_code,
        sent_at
    from {{ ref('dim_campaigns') }}
),

responses_summed as (
    select
        campaign_id,
        count(case when not is_held_out then 1 end) as recipient_customer_count,
        count(case when not is_held_out and order_count > 0 then 1 end) as recipient_buyer_count,
        sum(case when not is_held_out then gross_amount_reporting else 0 end) as recipient_amount,
        count(case when is_held_out then 1 end) as held_out_customer_count,
        count(case when is_held_out and order_count > 0 then 1 end) as held_out_buyer_count,
        sum(case when is_held_out then gross_amount_reporting else 0 end) as held_out_amount
    from {{ ref('int_journeys__message_responses') }}
    group by campaign_id
),

groups_compared as (
    select
        *,
        1.0 * recipient_buyer_count / nullif(recipient_customer_count, 0) as recipient_rate,
        1.0 * held_out_buyer_count / nullif(held_out_customer_count, 0) as held_out_rate,
        recipient_amount
        - recipient_customer_count * held_out_amount / nullif(held_out_customer_count, 0)
            as incremental_amount
    from responses_summed
),

final as (
    select
        results.campaign_id,
        campaigns.campaign_name,
        coalesce(campaigns.channel, 'email') as channel,
        campaigns.topic,
        campaigns.offer_code,
        coalesce(campaigns.sent_at, results.sent_at) as sent_at,
        results.is_response_complete,
        results.recipient_count,
        results.held_out_count,
        results.bounced_count,
        results.opened_count,
        results.clicked_count,
        results.unsubscribed_count,
        results.complained_count,
        cast(1.0 * results.bounced_count / nullif(results.recipient_count, 0) as decimal(9, 4))
            as bounce_rate,
        cast(1.0 * results.opened_count / nullif(results.arrived_count, 0) as decimal(9, 4))
            as open_rate,
        cast(1.0 * results.clicked_count / nullif(results.arrived_count, 0) as decimal(9, 4))
            as click_rate,
        cast(1.0 * results.unsubscribed_count / nullif(results.arrived_count, 0) as decimal(9, 4))
            as unsubscribe_rate,
        coalesce(groups_compared.recipient_customer_count, 0) as recipient_customer_count,
        coalesce(groups_compared.recipient_buyer_count, 0) as recipient_buyer_count,
        cast(groups_compared.recipient_rate as decimal(5, 4)) as recipient_purchase_rate,
        cast(coalesce(groups_compared.recipient_amount, 0) as decimal(18, 2))
            as recipient_amount_reporting,
        coalesce(groups_compared.held_out_customer_count, 0) as held_out_customer_count,
        coalesce(groups_compared.held_out_buyer_count, 0) as held_out_buyer_count,
        cast(groups_compared.held_out_rate as decimal(5, 4)) as held_out_purchase_rate,
        cast(coalesce(groups_compared.held_out_amount, 0) as decimal(18, 2))
            as held_out_amount_reporting,
        cast(groups_compared.recipient_rate - groups_compared.held_out_rate as decimal(5, 4))
            as purchase_lift,
        cast(
            {{ difference_bound(
                'groups_compared.recipient_rate', 'groups_compared.recipient_customer_count',
                'groups_compared.held_out_rate', 'groups_compared.held_out_customer_count', '-'
            ) }} as decimal(5, 4)
        ) as purchase_lift_lower,
        cast(
            {{ difference_bound(
                'groups_compared.recipient_rate', 'groups_compared.recipient_customer_count',
                'groups_compared.held_out_rate', 'groups_compared.held_out_customer_count', '+'
            ) }} as decimal(5, 4)
        ) as purchase_lift_upper,
        cast(round(groups_compared.incremental_amount, 2) as decimal(18, 2))
            as incremental_amount_reporting
    from results
    left join campaigns
        on results.campaign_id = campaigns.campaign_id
    left join groups_compared
        on results.campaign_id = groups_compared.campaign_id
)

select * from final
