{#- Points that lapse, and points that nobody uses, as occasions to write. -#}
with lots as (
    select
        customer_id,
        expires_on,
        open_points
    from {{ ref('int_activity__points_lots') }}
    where customer_id is not null and open_points > 0 and not is_overdue and expires_on is not null
),

points as (
    select
        customer_id,
        points_balance,
        has_ever_redeemed
    from {{ ref('int_profile__points') }}
),

last_earnings as (
    select
        customer_id,
        max(cast(booked_at as date)) as earned_on
    from {{ ref('int_activity__points_known') }}
    where customer_id is not null and entry_type = 'earn'
    group by customer_id
),

lapses_summed as (
    select
        customer_id,
        expires_on,
        sum(open_points) as points
    from lots
    group by customer_id, expires_on
),

final as (
    select
        'points_lapsing' as trigger_id,
        customer_id,
        cast(expires_on as varchar) as subject_key,
        expires_on as happened_on,
        {{ add_days('expires_on', '-1') }} as ends_on,
        cast(points as double precision) as event_value,
        cast(cast(points as bigint) as varchar) as detail,
        false as is_done
    from lapses_summed

    union all

    select
        'points_unused' as trigger_id,
        points.customer_id,
        cast(last_earnings.earned_on as varchar) as subject_key,
        last_earnings.earned_on as happened_on,
        cast(null as date) as ends_on,
        cast(points.points_balance as double precision) as event_value,
        cast(points.points_balance as varchar) as detail,
        false as is_done
    from points
    inner join last_earnings
        on points.customer_id = last_earnings.customer_id
    where not points.has_ever_redeemed
)

select * from final
