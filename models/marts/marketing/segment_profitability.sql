with order_lines as (
    select
        order_lines.customer_id,
        {{ first_of_month('order_lines.ordered_on') }} as order_month,
        order_lines.ordered_on,
        order_lines.quantity,
        order_lines.net_amount_reporting as amount,
        products.category,
        case when order_lines.is_cancelled then 0 else order_lines.quantity end
        * products.unit_cost as line_cost,
        coalesce(products.currency_code, '{{ var("reporting_currency") }}') as cost_currency_code
    from {{ ref('int_activity__order_lines') }} as order_lines
    inner join {{ ref('int_activity__as_of') }} as as_of
        on order_lines.ordered_on <= as_of.as_of_date
    left join {{ ref('int_activity__products') }} as products
        on order_lines.product_id = products.product_id
),

exchange_rates as (
    select
        currency_code,
        valid_from,
        valid_before,
        exchange_rate
    from {{ ref('int_activity__exchange_rates') }}
),

rfm as (
    select
        customer_id,
        rfm_segment
    from {{ ref('customer_rfm') }}
),

lines_costed as (
    select
        order_lines.order_month,
        case
            when order_lines.customer_id is null then 'anonymous'
            else coalesce(rfm.rfm_segment, 'none')
        end as rfm_segment,
        coalesce(order_lines.category, 'unknown') as category,
        order_lines.customer_id,
        order_lines.amount,
        order_lines.line_cost * exchange_rates.exchange_rate as line_cost
    from order_lines
    left join exchange_rates
        on
            order_lines.cost_currency_code = exchange_rates.currency_code
            and order_lines.ordered_on >= exchange_rates.valid_from
            and order_lines.ordered_on < exchange_rates.valid_before
    left join rfm
        on order_lines.customer_id = rfm.customer_id
),

groups_summed as (
    select
        order_month,
        rfm_segment,
        category,
        count(distinct customer_id) as customer_count,
        sum(amount) as amount,
        sum(case when line_cost is not null then amount end) as amount_with_cost,
        sum(line_cost) as cost_amount,
        sum(abs(amount)) as turnover,
        sum(case when line_cost is not null then abs(amount) else 0 end) as turnover_with_cost
    from lines_costed
    group by order_month, rfm_segment, category
),

final as (
    select
        order_month,
        rfm_segment,
        category,
        customer_count,
        cast(amount as decimal(18, 2)) as net_amount_reporting,
        cast(amount_with_cost as decimal(18, 2)) as costed_amount_reporting,
        cast(round(cost_amount, 2) as decimal(18, 2)) as cost_amount_reporting,
        cast(round(amount_with_cost - cost_amount, 2) as decimal(18, 2)) as margin_amount_reporting,
        cast((amount_with_cost - cost_amount) / nullif(amount_with_cost, 0) as decimal(18, 4))
            as margin_rate,
        cast(turnover_with_cost / nullif(turnover, 0) as decimal(5, 4)) as known_cost_share
    from groups_summed
)

select * from final
