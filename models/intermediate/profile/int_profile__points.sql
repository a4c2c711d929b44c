with points_known as (
    select
        customer_id,
        entry_type,
        points
    from {{ ref('int_activity__points_known') }}
    where customer_id is not null
),

lots as (
    select
        customer_id,
        open_points,
        expires_on,
        is_overdue,
        days_to_expiry
    from {{ ref('int_activity__points_lots') }}
    where customer_id is not null and open_points > 0
),

bookings_summed as (
    select
        customer_id,
        sum(points) as points_balance,
        sum(case when entry_type = 'earn' then points else 0 end) as points_earned,
        -sum(case when entry_type = 'redeem' then points else 0 end) as points_redeemed,
        -sum(case when entry_type = 'expire' then points else 0 end) as points_expired,
        count(case when entry_type = 'redeem' then 1 end) > 0 as has_ever_redeemed
    from points_known
    group by customer_id
),

next_days_found as (
    select
        customer_id,
        min(expires_on) as next_points_expiry_on
    from lots
    where not is_overdue
    group by customer_id
),

lots_summed as (
    select
        lots.customer_id,
        sum(case when lots.is_overdue then lots.open_points else 0 end) as points_overdue,
        {% for days in [30, 60, 90] %}
        sum(
            case
                when not lots.is_overdue and lots.days_to_expiry <= {{ days }} then lots.open_points
                else 0
            end
        ) as points_expiring_{{ days }}d,
        {% endfor %}
        sum(
            case
                when lots.expires_on = next_days_found.next_points_expiry_on then lots.open_points
            end
        ) as points_expiring_next
    from lots
    left join next_days_found
        on lots.customer_id = next_days_found.customer_id
    group by lots.customer_id
),

final as (
    select
        bookings_summed.customer_id,
        cast(bookings_summed.points_balance as bigint) as points_balance,
        cast(bookings_summed.points_earned as bigint) as points_earned_lifetime,
        cast(bookings_summed.points_redeemed as bigint) as points_redeemed_lifetime,
        cast(bookings_summed.points_expired as bigint) as points_expired_lifetime,
        bookings_summed.has_ever_redeemed,
        cast(coalesce(lots_summed.points_overdue, 0) as bigint) as points_overdue,
        {% for days in [30, 60, 90] %}
        cast(coalesce(lots_summed.points_expiring_{{ days }}d, 0) as bigint)
            as points_expiring_{{ days }}d,
        {% endfor %}
        next_days_found.next_points_expiry_on,
        cast(lots_summed.points_expiring_next as bigint) as points_expiring_next
    from bookings_summed
    left join lots_summed
        on bookings_summed.customer_id = lots_summed.customer_id
    left join next_days_found
        on bookings_summed.customer_id = next_days_found.customer_id
)

select * from final
