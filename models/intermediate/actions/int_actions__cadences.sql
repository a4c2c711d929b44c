{#- How often each customer buys, as it was known on each day with a purchase, and what that says
    of the gap that the purchase ended. -#}
with order_days as (
    select
        customer_id,
        ordered_on,
        gap_days,
        order_days_so_far,
        gap_days_so_far
    from {{ ref('int_features__order_days') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

order_days_known as (
    select
        order_days.customer_id,
        order_days.ordered_on,
        order_days.gap_days,
        -- one gap is no habit
        case
            when order_days.order_days_so_far > {{ var('cadence_least_gaps') }}
                then
                    cast(order_days.gap_days_so_far as double precision)
                    / (order_days.order_days_so_far - 1)
        end as own_cadence_days,
        case
            when order_days.order_days_so_far - 1 > {{ var('cadence_least_gaps') }}
                then
                    cast(order_days.gap_days_so_far - order_days.gap_days as double precision)
                    / (order_days.order_days_so_far - 2)
        end as own_cadence_days_before,
        order_days.ordered_on = max(order_days.ordered_on) over (
            partition by order_days.customer_id
        ) as is_last,
        cast(order_days.gap_days_so_far as double precision)
        / nullif(order_days.order_days_so_far - 1, 0) as mean_gap_days
    from order_days
    inner join as_of
        on order_days.ordered_on <= as_of.as_of_date
),

-- where nobody came twice yet, nothing is known of anybody's cadence: the setting stands in
usual_cadence as (
    select
        coalesce(
            percentile_cont(0.5) within group (order by mean_gap_days),
            {{ var('unknown_cadence_days') }}
        ) as usual_cadence_days
    from order_days_known
    where is_last
),

cadences_filled as (
    select
        order_days_known.*,
        coalesce(order_days_known.own_cadence_days, usual_cadence.usual_cadence_days)
            as cadence_days,
        coalesce(order_days_known.own_cadence_days_before, usual_cadence.usual_cadence_days)
            as cadence_days_before
    from order_days_known
    cross join usual_cadence
),

limits_set as (
    select
        *,
        {{ lapse_after_days('cadence_days') }} as lapse_after_days,
        {{ slipping_after_days('cadence_days') }} as slipping_after_days,
        {{ lapse_after_days('cadence_days_before') }} as lapse_after_days_before,
        {{ slipping_after_days('cadence_days_before') }} as slipping_after_days_before
    from cadences_filled
),

final as (
    select
        customer_id,
        ordered_on,
        gap_days,
        is_last,
        own_cadence_days is not null as has_own_cadence,
        cadence_days,
        slipping_after_days,
        lapse_after_days,
        coalesce(gap_days >= slipping_after_days_before, false) as ended_slipping,
        coalesce(gap_days >= lapse_after_days_before, false) as ended_lapse
    from limits_set
)

select * from final
