with loyalty_points as (
    select * from {{ ref('int_activity__loyalty_points') }}
),

lots as (
    select
        points_entry_key,
        open_points,
        is_overdue
    from {{ ref('int_activity__points_lots') }}
),

uncovered as (
    select
        points_entry_key,
        uncovered_points
    from {{ ref('int_activity__points_uncovered') }}
),

final as (
    select
        loyalty_points.points_entry_key,
        loyalty_points.source_system,
        loyalty_points.entry_id,
        loyalty_points.record_key,
        loyalty_points.customer_id,
        loyalty_points.entry_type,
        loyalty_points.points,
        loyalty_points.booked_at,
        loyalty_points.expires_on,
        loyalty_points.order_id,
        lots.open_points,
        lots.is_overdue,
        uncovered.uncovered_points
    from loyalty_points
    left join lots
        on loyalty_points.points_entry_key = lots.points_entry_key
    left join uncovered
        on loyalty_points.points_entry_key = uncovered.points_entry_key
)

select * from final
