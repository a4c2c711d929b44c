with groups as (
    select * from {{ ref('campaign_performance_by_segment') }}
),

final as (
    select
        campaign_id,
        group_type,
        group_name,
        customer_count,
        open_rate,
        click_rate,
        {{ unless_few('buyer_count') }} as buyer_count,
        {{ unless_few('buyer_count', 'purchase_rate') }} as purchase_rate,
        {{ unless_few('buyer_count', 'gross_amount_reporting') }} as gross_amount_reporting,
        held_out_customer_count,
        {{ unless_few('coalesce(held_out_buyer_count, 0)', 'held_out_purchase_rate') }}
            as held_out_purchase_rate,
        {{ unless_few('coalesce(held_out_buyer_count, 0)', 'purchase_lift') }} as purchase_lift,
        {{ unless_few('coalesce(held_out_buyer_count, 0)', 'purchase_lift_lower') }}
            as purchase_lift_lower,
        {{ unless_few('coalesce(held_out_buyer_count, 0)', 'purchase_lift_upper') }}
            as purchase_lift_upper
    from groups
)

select * from final
