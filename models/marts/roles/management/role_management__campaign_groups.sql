with campaign_groups as (
    select * from {{ ref('overview_campaign_groups') }}
),

final as (
    select
        campaign_id,
        group_type,
        group_name,
        customer_count,
        open_rate,
        click_rate,
        buyer_count,
        purchase_rate,
        gross_amount_reporting,
        held_out_customer_count,
        held_out_purchase_rate,
        purchase_lift,
        purchase_lift_lower,
        purchase_lift_upper
    from campaign_groups
)

select * from final
