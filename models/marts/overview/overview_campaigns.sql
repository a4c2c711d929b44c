{#- What a few recipients did, or bought, is theirs: it is not told. -#}
with performance as (
    select * from {{ ref('campaign_performance') }}
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
        recipient_customer_count as customer_count,
        recipient_count,
        bounce_rate,
        open_rate,
        click_rate,
        unsubscribe_rate,
        {{ unless_few('recipient_buyer_count') }} as buyer_count,
        {{ unless_few('recipient_buyer_count', 'recipient_purchase_rate') }} as purchase_rate,
        {{ unless_few('recipient_buyer_count', 'recipient_amount_reporting') }}
            as gross_amount_reporting,
        {{ unless_few('held_out_customer_count') }} as held_out_customer_count,
        {{ unless_few('held_out_buyer_count', 'held_out_purchase_rate') }}
            as held_out_purchase_rate,
        {{ unless_few('held_out_buyer_count', 'purchase_lift') }} as purchase_lift,
        {{ unless_few('held_out_buyer_count', 'purchase_lift_lower') }} as purchase_lift_lower,
        {{ unless_few('held_out_buyer_count', 'purchase_lift_upper') }} as purchase_lift_upper,
        {{ unless_few('held_out_buyer_count', 'incremental_amount_reporting') }}
            as incremental_amount_reporting
    from performance
    where recipient_customer_count >= {{ var('small_group_people') }}
)

select * from final
