{#- Membership and points by each date. -#}
with points_days as (
    select
        customer_id,
        cast(booked_at as date) as booked_on,
        sum(points) as points,
        sum(case when points > 0 then points else 0 end) as earned_points,
        sum(case when entry_type = 'redeem' then -points else 0 end) as redeemed_points
    from {{ ref('int_activity__loyalty_points') }}
    where customer_id is not null
    group by customer_id, cast(booked_at as date)
),

memberships as (
    select
        customer_id,
        min(cast(created_at as date)) as member_since
    from {{ ref('int_identity__identities') }}
    where source_system = 'loyalty' and created_at is not null
    group by customer_id
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

points_dated as (
    select
        points_days.*,
        dates.as_of_date,
        {{ days_between('points_days.booked_on', 'dates.as_of_date') }} as days_ago
    from points_days
    inner join dates
        on points_days.booked_on <= dates.as_of_date
),

points_summed as (
    select
        customer_id,
        as_of_date,
        cast(sum(points) as bigint) as points_balance,
        cast(sum(case when days_ago < 90 then earned_points else 0 end) as bigint)
            as points_earned_90d,
        cast(sum(case when days_ago < 90 then redeemed_points else 0 end) as bigint)
            as points_redeemed_90d
    from points_dated
    group by customer_id, as_of_date
),

members_dated as (
    select
        memberships.customer_id,
        dates.as_of_date
    from memberships
    inner join dates
        on memberships.member_since <= dates.as_of_date
),

final as (
    select
        coalesce(members_dated.customer_id, points_summed.customer_id) as customer_id,
        coalesce(members_dated.as_of_date, points_summed.as_of_date) as as_of_date,
        points_summed.points_balance,
        points_summed.points_earned_90d,
        points_summed.points_redeemed_90d
    from members_dated
    full outer join points_summed
        on
            members_dated.customer_id = points_summed.customer_id
            and members_dated.as_of_date = points_summed.as_of_date
)

select * from final
