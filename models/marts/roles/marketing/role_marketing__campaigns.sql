with campaigns as (
    select * from {{ ref('overview_campaigns') }}
),

final as (
    select
        campaign_id,
        campaign_name,
        channel,
        topic,
        offer_code,
        sent_at,
        is_response_complete,
        customer_count,
        recipient_count,
        bounce_rate,
        open_rate,
        click_rate,
        unsubscribe_rate,
        buyer_count,
        purchase_rate,
        gross_amount_reporting,
        held_out_customer_count,
        held_out_purchase_rate,
        purchase_lift,
        purchase_lift_lower,
        purchase_lift_upper,
        incremental_amount_reporting
    from campaigns
)

select * from final
