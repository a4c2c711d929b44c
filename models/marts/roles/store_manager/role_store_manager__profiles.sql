with profiles as (
    select * from {{ ref('customer_360') }}
),

own_customers as (
    select
        store_id,
        customer_id,
        is_preferred_store,
        order_count,
        recent_order_count,
        last_order_on,
        recent_net_amount_reporting,
        is_regular,
        is_leaving_regular,
        is_lapsed_regular
    from {{ ref('customer_stores') }}
),

final as (
    select
        own_customers.store_id,
        profiles.customer_id,
        profiles.as_of_date,
        profiles.display_name,
        profiles.given_name,
        profiles.family_name,
        profiles.gender,
        {{ masked_email('profiles.email') }} as masked_email,
        {{ masked_phone('profiles.phone') }} as masked_phone,
        profiles.city,
        profiles.preferred_contact_channel,
        profiles.may_email_marketing,
        profiles.may_sms_marketing,
        profiles.may_phone_marketing,
        profiles.lifecycle_stage,
        profiles.lifecycle_since,
        own_customers.is_preferred_store,
        own_customers.is_regular,
        own_customers.is_leaving_regular,
        own_customers.is_lapsed_regular,
        own_customers.order_count as store_order_count,
        own_customers.recent_order_count as store_recent_order_count,
        own_customers.last_order_on as store_last_order_on,
        own_customers.recent_net_amount_reporting as store_recent_net_amount_reporting,
        profiles.first_order_at,
        profiles.last_order_at,
        profiles.days_since_last_order,
        profiles.avg_days_between_orders,
        profiles.rfm_segment,
        profiles.risk_band,
        profiles.at_risk_reason,
        profiles.expected_next_order_date,
        profiles.favourite_category,
        profiles.favourite_brand,
        profiles.top_interest,
        profiles.preferred_purchase_channel,
        profiles.promotion_order_share,
        profiles.open_cart_quantity,
        profiles.open_list_item_count,
        profiles.is_loyalty_member,
        profiles.loyalty_tier,
        profiles.loyalty_status,
        profiles.member_since,
        profiles.points_balance,
        profiles.points_expiring_30d,
        profiles.next_points_expiry_on,
        profiles.has_ever_redeemed,
        profiles.open_ticket_count,
        profiles.last_complaint_at,
        profiles.last_complaint_reason,
        profiles.last_nps,
        profiles.satisfaction_trend,
        profiles.next_best_action,
        profiles.next_best_action_channel,
        profiles.next_best_action_expires_on
    from profiles
    inner join own_customers
        on profiles.customer_id = own_customers.customer_id
)

select * from final
