-- Claims that the points left in lots, less what was used beyond them, are the ledger up to the as-of
-- date, account by account, and the balance of the profile.
with points as (
    select
        source_system,
        record_key,
        sum(points) as ledger_points,
        sum(coalesce(open_points, 0)) - sum(coalesce(uncovered_points, 0)) as lot_points
    from {{ ref('fct_loyalty_points') }} as points
    inner join {{ ref('int_activity__as_of') }} as as_of
        on cast(points.booked_at as date) <= as_of.as_of_date
    group by source_system, record_key
),

balances as (
    select
        customer_id,
        points_balance
    from {{ ref('customer_loyalty') }}
),

bookings as (
    select
        points.customer_id,
        sum(points.points) as points_balance
    from {{ ref('fct_loyalty_points') }} as points
    inner join {{ ref('int_activity__as_of') }} as as_of
        on cast(points.booked_at as date) <= as_of.as_of_date
    where points.customer_id is not null
    group by points.customer_id
),

final as (
    select
        source_system || '|' || coalesce(record_key, 'nobody') as subject,
        ledger_points,
        lot_points
    from points
    where ledger_points <> lot_points

    union all

    select
        balances.customer_id as subject,
        bookings.points_balance as ledger_points,
        balances.points_balance as lot_points
    from balances
    left join bookings
        on balances.customer_id = bookings.customer_id
    where balances.points_balance <> coalesce(bookings.points_balance, 0)
)

select * from final
