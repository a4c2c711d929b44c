with members as (
    select
        member_id,
        tier,
        home_store_id,
        status,
        enrolled_at,
        updated_at
    from {{ ref('stg_loyalty__members') }}
),

customer_identities as (
    select
        source_record_id as member_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where source_system = 'loyalty' and record_type = 'member'
),

points as (
    select * from {{ ref('int_profile__points') }}
),

-- a person with two memberships has the tier of the one that changed last
members_ranked as (
    select
        customer_identities.customer_id,
        members.tier,
        members.home_store_id,
        members.status,
        count(*) over (partition by customer_identities.customer_id) as membership_count,
        min(members.enrolled_at)
            over (partition by customer_identities.customer_id)
            as member_since,
        row_number() over (
            partition by customer_identities.customer_id
            order by
                case when members.status = 'active' then 0 else 1 end asc,
                members.updated_at desc nulls last,
                members.member_id asc
        ) as member_rank
    from members
    inner join customer_identities
        on members.member_id = customer_identities.member_id
),

customers_listed as (
    select customer_id from members_ranked
    union
    select customer_id from points
),

final as (
    select
        customers_listed.customer_id,
        coalesce(members_ranked.membership_count, 0) as membership_count,
        members_ranked.tier as loyalty_tier,
        members_ranked.home_store_id,
        members_ranked.status as loyalty_status,
        members_ranked.member_since,
        coalesce(points.points_balance, 0) as points_balance,
        coalesce(points.points_earned_lifetime, 0) as points_earned_lifetime,
        coalesce(points.points_redeemed_lifetime, 0) as points_redeemed_lifetime,
        coalesce(points.points_expired_lifetime, 0) as points_expired_lifetime,
        coalesce(points.points_overdue, 0) as points_overdue,
        coalesce(points.points_expiring_30d, 0) as points_expiring_30d,
        coalesce(points.points_expiring_60d, 0) as points_expiring_60d,
        coalesce(points.points_expiring_90d, 0) as points_expiring_90d,
        points.next_points_expiry_on,
        points.points_expiring_next,
        coalesce(points.has_ever_redeemed, false) as has_ever_redeemed
    from customers_listed
    left join members_ranked
        on
            customers_listed.customer_id = members_ranked.customer_id
            and members_ranked.member_rank = 1
    left join points
        on customers_listed.customer_id = points.customer_id
)

select * from final
