{#- What the articles of a customer at risk cost about the time of their last purchase and just
    after it, against what they had paid; off promotion on both sides, so that the end of a sale
    is no rise. -#}
with risks as (
    select
        customer_id,
        last_ordered_on
    from {{ ref('int_actions__risk') }}
    where is_at_risk
),

risk_reasons as (
    select
        least_value,
        window_days
    from {{ ref('risk_reasons') }}
    where evidence_type = 'price_rise'
),

lines_off_promotion as (
    select
        order_lines.customer_id,
        order_lines.product_id,
        order_lines.ordered_on,
        {{ first_of_month('order_lines.ordered_on') }} as ordered_month,
        order_lines.quantity,
        order_lines.net_amount_reporting
    from {{ ref('int_activity__order_lines') }} as order_lines
    inner join {{ ref('int_activity__as_of') }} as as_of
        on order_lines.ordered_on <= as_of.as_of_date
    where
        order_lines.product_id is not null
        and order_lines.promotion_code is null
        and not order_lines.is_return
        and not order_lines.is_cancelled
        and order_lines.quantity > 0
        and order_lines.net_amount_reporting > 0
),

months_priced as (
    select
        product_id,
        ordered_month,
        sum(net_amount_reporting) as net_amount,
        sum(quantity) as quantity
    from lines_off_promotion
    group by product_id, ordered_month
),

articles_paid as (
    select
        lines_off_promotion.customer_id,
        lines_off_promotion.product_id,
        risks.last_ordered_on,
        {{ first_of_month('risks.last_ordered_on') }} as from_month,
        {{ add_days('risks.last_ordered_on', 'risk_reasons.window_days') }} as to_day,
        sum(lines_off_promotion.net_amount_reporting) as paid_amount,
        sum(lines_off_promotion.net_amount_reporting) / sum(lines_off_promotion.quantity)
            as paid_price
    from lines_off_promotion
    inner join risks
        on lines_off_promotion.customer_id = risks.customer_id
    cross join risk_reasons
    group by
        lines_off_promotion.customer_id,
        lines_off_promotion.product_id,
        risks.last_ordered_on,
        risk_reasons.window_days
),

articles_compared as (
    select
        articles_paid.customer_id,
        articles_paid.product_id,
        articles_paid.last_ordered_on,
        articles_paid.paid_amount,
        articles_paid.paid_price,
        sum(months_priced.net_amount) / sum(months_priced.quantity) as later_price
    from articles_paid
    inner join months_priced
        on
            articles_paid.product_id = months_priced.product_id
            and articles_paid.from_month <= months_priced.ordered_month
            and articles_paid.to_day >= months_priced.ordered_month
    group by
        articles_paid.customer_id,
        articles_paid.product_id,
        articles_paid.last_ordered_on,
        articles_paid.paid_amount,
        articles_paid.paid_price
),

articles_ranked as (
    select
        customer_id,
        product_id,
        last_ordered_on,
        row_number() over (
            partition by customer_id
            order by paid_amount * (later_price / paid_price - 1) desc, product_id asc
        ) as rise_rank,
        sum(paid_amount * later_price / paid_price) over (partition by customer_id)
        / sum(paid_amount) over (partition by customer_id) - 1 as rise_share
    from articles_compared
),

final as (
    select
        articles_ranked.customer_id,
        'price_rise' as evidence_type,
        articles_ranked.product_id as evidence_key,
        articles_ranked.last_ordered_on as evidence_on,
        cast(cast(round(100 * articles_ranked.rise_share) as integer) as varchar) as detail,
        -- three times the least rise weighs in full
        cast(
            least(1, articles_ranked.rise_share / (3 * risk_reasons.least_value))
            as double precision
        ) as intensity
    from articles_ranked
    cross join risk_reasons
    where
        articles_ranked.rise_rank = 1
        and articles_ranked.rise_share >= risk_reasons.least_value
)

select * from final
