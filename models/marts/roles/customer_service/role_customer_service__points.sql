with loyalty as (
    select * from {{ ref('customer_loyalty') }}
),

final as (
    select
        customer_id,
        membership_count,
        loyalty_tier,
        loyalty_status,
        member_since,
        home_store_id,
        points_balance,
        points_earned_lifetime,
        points_redeemed_lifetime,
        points_expired_lifetime,
        has_ever_redeemed,
        points_overdue,
        points_expiring_30d,
        points_expiring_60d,
        points_expiring_90d,
        next_points_expiry_on,
        points_expiring_next,
        points_value_reporting
    from loyalty
)

select * from final
