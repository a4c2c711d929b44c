with lots as (
    select
        points_entry_key,
        points_account_key,
        customer_id,
        points,
        booked_at,
        expires_on,
        lapses_on,
        as_of_date
    from {{ ref('int_activity__points_known') }}
    where is_lot
),

points_open as (
    select
        points_account_key,
        lapses_on,
        open_points
    from {{ ref('int_activity__points_open') }}
),

-- of two lots that lapse on one day the older is spent first
lots_lined_up as (
    select
        *,
        coalesce(
            sum(points) over (
                partition by points_account_key, lapses_on
                order by booked_at desc, points_entry_key desc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as younger_points
    from lots
),

final as (
    select
        lots_lined_up.points_entry_key,
        lots_lined_up.points_account_key,
        lots_lined_up.customer_id,
        cast(lots_lined_up.points as bigint) as lot_points,
        lots_lined_up.booked_at,
        lots_lined_up.expires_on,
        cast(
            greatest(
                0,
                least(
                    lots_lined_up.points, points_open.open_points - lots_lined_up.younger_points
                )
            ) as bigint
        ) as open_points,
        -- past its day, and nobody has booked it off yet
        coalesce(lots_lined_up.expires_on <= lots_lined_up.as_of_date, false) as is_overdue,
        {{ days_between('lots_lined_up.as_of_date', 'lots_lined_up.expires_on') }}
            as days_to_expiry
    from lots_lined_up
    inner join points_open
        on
            lots_lined_up.points_account_key = points_open.points_account_key
            and lots_lined_up.lapses_on = points_open.lapses_on
)

select * from final
