{#- Cost is that of the catalogue today, in the currency of the day of the order; lines of articles
    without a cost count for nothing on either side. -#}
with order_lines as (
    select
        order_lines.customer_id,
        order_lines.ordered_on,
        order_lines.quantity,
        order_lines.net_amount_reporting,
        products.unit_cost,
        coalesce(products.currency_code, '{{ var("reporting_currency") }}') as cost_currency_code
    from {{ ref('int_activity__order_lines') }} as order_lines
    inner join {{ ref('int_activity__orders_known') }} as orders
        on order_lines.order_key = orders.order_key
    left join {{ ref('int_activity__products') }} as products
        on order_lines.product_id = products.product_id
    where not order_lines.is_cancelled
),

exchange_rates as (
    select
        currency_code,
        valid_from,
        valid_before,
        exchange_rate
    from {{ ref('int_activity__exchange_rates') }}
),

lines_costed as (
    select
        order_lines.customer_id,
        order_lines.net_amount_reporting,
        cast(
            order_lines.quantity * order_lines.unit_cost * exchange_rates.exchange_rate
            as decimal(18, 4)
        ) as line_cost
    from order_lines
    left join exchange_rates
        on
            order_lines.cost_currency_code = exchange_rates.currency_code
            and order_lines.ordered_on >= exchange_rates.valid_from
            and order_lines.ordered_on < exchange_rates.valid_before
),

final as (
    select
        customer_id,
        cast(
            round(sum(case when line_cost is not null then net_amount_reporting - line_cost end), 2)
            as decimal(18, 2)
        ) as historic_margin_reporting,
        cast(
            sum(case when line_cost is not null then abs(net_amount_reporting) else 0 end)
            / nullif(sum(abs(net_amount_reporting)), 0) as decimal(5, 4)
        ) as known_cost_share
    from lines_costed
    group by customer_id
)

select * from final
