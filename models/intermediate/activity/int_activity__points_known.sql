{#- The bookings that balances count: up to and including the as-of date. Points without a day of
    expiry lapse last, on a day that never comes. -#}
{{ config(materialized='view') }}

with points as (
    select
        points_entry_key,
        source_system,
        record_key,
        customer_id,
        entry_type,
        points,
        booked_at,
        expires_on
    from {{ ref('int_activity__loyalty_points') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select
        points.points_entry_key,
        -- bookings of nobody are an account of their own
        coalesce(points.record_key, points.source_system || '|nobody') as points_account_key,
        points.customer_id,
        points.entry_type,
        points.points,
        points.points > 0 as is_lot,
        points.booked_at,
        points.expires_on,
        coalesce(points.expires_on, cast('9999-12-31' as date)) as lapses_on,
        as_of.as_of_date
    from points
    inner join as_of
        on cast(points.booked_at as date) <= as_of.as_of_date
)

select * from final
