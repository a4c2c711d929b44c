{#- Where a customer stands, and since when: days without a purchase against their own cadence.
    -#}
with customers as (
    select
        customer_id,
        cast(first_seen_at as date) as first_seen_on
    from {{ ref('int_profile__customers') }}
),

cadences as (
    select * from {{ ref('int_actions__cadences') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

purchases_summed as (
    select
        customer_id,
        min(ordered_on) as first_ordered_on,
        max(ordered_on) as last_ordered_on,
        max(case when ended_slipping then ordered_on end) as last_came_back_on,
        max(case when ended_lapse then ordered_on end) as last_won_back_on,
        count(*) as order_day_count
    from cadences
    group by customer_id
),

-- bought before our data began: nothing is known but what they brought back
returns_summed as (
    select
        customer_id,
        max(ordered_on) as last_returned_on
    from {{ ref('int_activity__orders_known') }}
    where is_return and not is_cancelled
    group by customer_id
),

usual_limits as (
    select
        max(slipping_after_days) as slipping_after_days,
        max(lapse_after_days) as lapse_after_days
    from cadences
    where is_last and not has_own_cadence
),

customers_measured as (
    select
        customers.customer_id,
        customers.first_seen_on,
        as_of.as_of_date,
        purchases_summed.first_ordered_on,
        coalesce(purchases_summed.last_ordered_on, returns_summed.last_returned_on)
            as last_ordered_on,
        purchases_summed.last_came_back_on,
        purchases_summed.last_won_back_on,
        coalesce(purchases_summed.order_day_count, 0) as order_day_count,
        last_days.has_own_cadence,
        last_days.cadence_days,
        coalesce(
            last_days.slipping_after_days,
            usual_limits.slipping_after_days,
            {{ var('slipping_least_days') }}
        ) as slipping_after_days,
        coalesce(
            last_days.lapse_after_days, usual_limits.lapse_after_days, {{ var('lapse_least_days') }}
        ) as lapse_after_days
    from customers
    cross join as_of
    cross join usual_limits
    left join purchases_summed
        on customers.customer_id = purchases_summed.customer_id
    left join returns_summed
        on customers.customer_id = returns_summed.customer_id
    left join cadences as last_days
        on
            customers.customer_id = last_days.customer_id
            and last_days.is_last
),

days_counted as (
    select
        *,
        {{ days_between('last_ordered_on', 'as_of_date') }} as days_since_last_order,
        {{ add_days('last_ordered_on', 'slipping_after_days') }} as slips_on,
        {{ add_days('last_ordered_on', 'lapse_after_days') }} as lapses_on,
        {{ add_days('first_ordered_on', var('new_customer_days')) }} as new_until,
        {{ add_days('last_won_back_on', var('won_back_days')) }} as won_back_until
    from customers_measured
),

stages_named as (
    select
        *,
        case
            when last_ordered_on is null then 'prospect'
            when lapses_on <= as_of_date then 'lapsed'
            when slips_on <= as_of_date then 'slipping'
            when won_back_until > as_of_date then 'won_back'
            when new_until > as_of_date then 'new'
            else 'active'
        end as lifecycle_stage
    from days_counted
),

final as (
    select
        customer_id,
        lifecycle_stage,
        case lifecycle_stage
            when 'prospect' then first_seen_on
            when 'lapsed' then lapses_on
            when 'slipping' then slips_on
            when 'won_back' then last_won_back_on
            when 'new' then first_ordered_on
            -- since the latest of: no longer new, no longer won back, came back after slipping
            else greatest(
                coalesce(new_until, last_ordered_on),
                coalesce(won_back_until, new_until, last_ordered_on),
                coalesce(last_came_back_on, new_until, last_ordered_on)
            )
        end as lifecycle_since,
        case when lifecycle_stage = 'lapsed' then lapses_on end as lapse_date,
        first_ordered_on,
        last_ordered_on,
        order_day_count,
        days_since_last_order,
        coalesce(has_own_cadence, false) as has_own_cadence,
        cadence_days,
        slipping_after_days,
        lapse_after_days,
        as_of_date
    from stages_named
)

select * from final
