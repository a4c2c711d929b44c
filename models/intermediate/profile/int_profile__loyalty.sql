with members as (
    select
        member_id,
        tier,
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
    select
        customer_id,
        entry_type,
        points,
        booked_at
    from {{ ref('int_activity__loyalty_points') }}
    where customer_id is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

-- a person with two memberships has the tier of the one that changed last
members_ranked as (
    select
        customer_identities.customer_id,
        members.tier,
        members.status,
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

points_summed as (
    select
        points.customer_id,
        sum(points.points) as points_balance,
        sum(case when points.entry_type = 'earn' then points.points else 0 end)
            as points_earned_lifetime,
        -sum(case when points.entry_type = 'redeem' then points.points else 0 end)
            as points_redeemed_lifetime,
        -sum(case when points.entry_type = 'expire' then points.points else 0 end)
            as points_expired_lifetime,
        count(case when points.entry_type = 'redeem' then 1 end) > 0 as has_ever_redeemed
    from points
    left join as_of
        on 1 = 1
    where as_of.as_of_date is null or cast(points.booked_at as date) <= as_of.as_of_date
    group by points.customer_id
),

customers_listed as (
    select customer_id from members_ranked
    union
    select customer_id from points_summed
),

final as (
    select
        customers_listed.customer_id,
        members_ranked.tier as loyalty_tier,
        members_ranked.status as loyalty_status,
        members_ranked.member_since,
        cast(coalesce(points_summed.points_balance, 0) as bigint) as points_balance,
        cast(coalesce(points_summed.points_earned_lifetime, 0) as bigint) as points_earned_lifetime,
        cast(coalesce(points_summed.points_redeemed_lifetime, 0) as bigint)
            as points_redeemed_lifetime,
        cast(coalesce(points_summed.points_expired_lifetime, 0) as bigint)
            as points_expired_lifetime,
        coalesce(points_summed.has_ever_redeemed, false) as has_ever_redeemed
    from customers_listed
    left join members_ranked
        on
            customers_listed.customer_id = members_ranked.customer_id
            and members_ranked.member_rank = 1
    left join points_summed
        on customers_listed.customer_id = points_summed.customer_id
)

select * from final
