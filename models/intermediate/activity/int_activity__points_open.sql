{#- First expiring, first spent, without a loop. All lots of a member that lapse by a day are one
    queue, and every use takes from it before it takes from what lapses later. So the queue holds
    what came in less what was used, but never less than nothing: its running sum less the lowest
    that the sum has been (Lindley's recursion, as for the waiting time in a queue). What lapses
    on one day is the difference of two such queues. -#}
with points_known as (
    select
        points_entry_key,
        points_account_key,
        points,
        is_lot,
        booked_at,
        lapses_on
    from {{ ref('int_activity__points_known') }}
),

days_of_expiry as (
    select distinct
        points_account_key,
        lapses_on
    from points_known
    where is_lot
),

queues_moved as (
    select
        days_of_expiry.points_account_key,
        days_of_expiry.lapses_on,
        points_known.points,
        sum(points_known.points) over (
            partition by days_of_expiry.points_account_key, days_of_expiry.lapses_on
            order by
                points_known.booked_at asc,
                points_known.is_lot desc,
                points_known.points_entry_key asc
            rows between unbounded preceding and current row
        ) as running_points
    from days_of_expiry
    inner join points_known
        on days_of_expiry.points_account_key = points_known.points_account_key
    where not points_known.is_lot or points_known.lapses_on <= days_of_expiry.lapses_on
),

queues_left as (
    select
        points_account_key,
        lapses_on,
        sum(points) - least(0, min(running_points)) as queued_points
    from queues_moved
    group by points_account_key, lapses_on
),

final as (
    select
        points_account_key,
        lapses_on,
        cast(
            queued_points
            - coalesce(
                lag(queued_points) over (partition by points_account_key order by lapses_on asc), 0
            ) as bigint
        ) as open_points
    from queues_left
)

select * from final
