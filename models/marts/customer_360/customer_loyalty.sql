with loyalty as (
    select * from {{ ref('int_profile__loyalty') }}
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
        cast(round(points_balance * {{ var('point_value_reporting') }}, 2) as decimal(18, 2))
            as points_value_reporting
    from loyalty
)

select * from final
