-- Claims that the points left in lots, less what was used beyond them, are the ledger up to the
-- as-of date, account by account, and the balance of the profile.
with bookings as (
    select
        bookings.source_system || '|' || coalesce(bookings.record_key, 'nobody') as account_key,
        bookings.customer_id,
        bookings.points,
        coalesce(bookings.open_points, 0) as open_points,
        coalesce(bookings.uncovered_points, 0) as uncovered_points
    from {{ ref('fct_loyalty_points') }} as bookings
    inner join {{ ref('int_activity__as_of') }} as as_of
        on cast(bookings.booked_at as date) <= as_of.as_of_date
),

accounts as (
    select
        account_key as subject,
        sum(points) as ledger_points,
        sum(open_points) - sum(uncovered_points) as other_points
    from bookings
    group by account_key
),

customers as (
    select
        customer_id,
        sum(points) as ledger_points
    from bookings
    where customer_id is not null
    group by customer_id
),

balances as (
    select
        loyalty.customer_id as subject,
        coalesce(customers.ledger_points, 0) as ledger_points,
        loyalty.points_balance as other_points
    from {{ ref('customer_loyalty') }} as loyalty
    left join customers
        on loyalty.customer_id = customers.customer_id
),

final as (
    select * from accounts
    where ledger_points <> other_points
    union all
    select * from balances
    where ledger_points <> other_points
)

select * from final
