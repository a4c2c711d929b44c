{#- Uses beyond everything ever earned: an opening balance that was never delivered. A use is
    uncovered by as much as it takes the running balance below the lowest that it has been. -#}
with points_known as (
    select
        points_entry_key,
        points_account_key,
        points,
        is_lot,
        booked_at
    from {{ ref('int_activity__points_known') }}
),

balances_run as (
    select
        *,
        sum(points) over (
            partition by points_account_key
            order by booked_at asc, is_lot desc, points_entry_key asc
            rows between unbounded preceding and current row
        ) as running_points
    from points_known
),

lows_found as (
    select
        *,
        least(0, min(running_points) over (
            partition by points_account_key
            order by booked_at asc, is_lot desc, points_entry_key asc
            rows between unbounded preceding and current row
        )) as low_now,
        least(0, coalesce(min(running_points) over (
            partition by points_account_key
            order by booked_at asc, is_lot desc, points_entry_key asc
            rows between unbounded preceding and 1 preceding
        ), 0)) as low_before
    from balances_run
),

final as (
    select
        points_entry_key,
        cast(low_before - low_now as bigint) as uncovered_points
    from lows_found
    where low_before > low_now
)

select * from final
