-- Claims that the revenue of segment_profitability is that of the lines up to the as-of date, each
-- once, month by month.
with lines_summed as (
    select
        {{ first_of_month('order_lines.ordered_on') }} as order_month,
        sum(order_lines.net_amount_reporting) as net_amount
    from {{ ref('fct_order_lines') }} as order_lines
    inner join {{ ref('int_activity__as_of') }} as as_of
        on order_lines.ordered_on <= as_of.as_of_date
    group by {{ first_of_month('order_lines.ordered_on') }}
),

months_summed as (
    select
        order_month,
        sum(net_amount_reporting) as net_amount
    from {{ ref('segment_profitability') }}
    group by order_month
),

final as (
    select
        coalesce(lines_summed.order_month, months_summed.order_month) as order_month,
        lines_summed.net_amount as amount_of_lines,
        months_summed.net_amount as amount_of_segments
    from lines_summed
    full outer join months_summed
        on lines_summed.order_month = months_summed.order_month
    where lines_summed.net_amount is distinct from months_summed.net_amount
)

select * from final
