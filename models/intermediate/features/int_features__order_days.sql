{#- What had been bought up to each day on which a customer bought something, that day included: the
    row of the last such day holds all that an as-of date needs, so that no date reads older days.
    Two receipts of one day are one visit. -#}
with purchases as (
    select
        customer_id,
        ordered_on,
        net_amount_reporting,
        line_count,
        quantity,
        has_promotion,
        channel = 'web' as is_web,
        {{ weekday_name('ordered_on') }} in ('saturday', 'sunday') as is_weekend
    from {{ ref('int_activity__orders_summed') }}
    where customer_id is not null and not is_return and not is_cancelled
),

days_summed as (
    select
        customer_id,
        ordered_on,
        count(*) as order_count,
        sum(net_amount_reporting) as gross_amount,
        sum(line_count) as line_count,
        sum(quantity) as quantity,
        count(case when has_promotion then 1 end) as promotion_order_count,
        count(case when is_web then 1 end) as web_order_count,
        count(case when is_weekend then 1 end) as weekend_order_count
    from purchases
    group by customer_id, ordered_on
),

days_neighboured as (
    select
        *,
        lag(ordered_on) over (partition by customer_id order by ordered_on) as former_ordered_on,
        lag(ordered_on, 2) over (partition by customer_id order by ordered_on)
            as second_former_ordered_on,
        lead(ordered_on) over (partition by customer_id order by ordered_on) as next_ordered_on,
        min(ordered_on) over (partition by customer_id) as first_ordered_on
    from days_summed
),

gaps_measured as (
    select
        *,
        {{ days_between('former_ordered_on', 'ordered_on') }} as gap_days
    from days_neighboured
),

final as (
    select
        customer_id,
        ordered_on,
        next_ordered_on,
        former_ordered_on,
        second_former_ordered_on,
        first_ordered_on,
        order_count,
        gross_amount,
        line_count,
        quantity,
        gap_days,
        count(*) over upto as order_days_so_far,
        sum(order_count) over upto as orders_so_far,
        sum(gross_amount) over upto as gross_amount_so_far,
        -- what was bought after the first day: the money of those who came back
        sum(case when ordered_on > first_ordered_on then gross_amount else 0 end) over upto
            as repeat_amount_so_far,
        sum(gap_days) over upto as gap_days_so_far,
        sum(gap_days * gap_days) over upto as squared_gap_days_so_far,
        max(gap_days) over upto as longest_gap_days_so_far,
        sum(promotion_order_count) over upto as promotion_orders_so_far,
        sum(web_order_count) over upto as web_orders_so_far,
        sum(weekend_order_count) over upto as weekend_orders_so_far
    from gaps_measured
    window upto as (
        partition by customer_id order by ordered_on
        rows between unbounded preceding and current row
    )
)

select * from final
