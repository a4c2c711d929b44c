{#- Promotions are known by the codes that lines of purchases bear: one ran from the first to the
    last day on which it was used. -#}
with lines_on_promotion as (
    select
        order_lines.promotion_code,
        order_lines.ordered_on,
        order_lines.order_key
    from {{ ref('int_activity__order_lines') }} as order_lines
    inner join {{ ref('int_activity__as_of') }} as as_of
        on order_lines.ordered_on <= as_of.as_of_date
    where
        order_lines.promotion_code is not null
        and not order_lines.is_return
        and not order_lines.is_cancelled
),

days_counted as (
    select
        promotion_code,
        ordered_on,
        count(distinct order_key) as order_count
    from lines_on_promotion
    group by promotion_code, ordered_on
),

former_days_found as (
    select
        *,
        lag(ordered_on) over (partition by promotion_code order by ordered_on asc) as former_day
    from days_counted
),

-- a code of last year that comes back is another promotion
periods_numbered as (
    select
        *,
        sum(
            case
                when
                    {{ days_between('former_day', 'ordered_on') }}
                    <= {{ var('promotion_gap_days') }}
                    then 0
                else 1
            end
        ) over (
            partition by promotion_code
            order by ordered_on asc
            rows between unbounded preceding and current row
        ) as period_number
    from former_days_found
),

periods_summed as (
    select
        promotion_code,
        period_number,
        min(ordered_on) as started_on,
        max(ordered_on) as ended_on,
        sum(order_count) as order_count
    from periods_numbered
    group by promotion_code, period_number
),

final as (
    select
        promotion_code,
        started_on,
        ended_on,
        cast(order_count as bigint) as order_count
    from periods_summed
    where
        order_count >= {{ var('promotion_least_orders') }}
        and {{ days_between('started_on', 'ended_on') }} < {{ var('promotion_most_days') }}
)

select * from final
