{#- Who buys mainly on promotion, at a time when none runs. -#}
with risks as (
    select customer_id
    from {{ ref('int_actions__risk') }}
    where is_at_risk
),

purchases as (
    select
        customer_id,
        order_count,
        promotion_order_share
    from {{ ref('int_profile__purchases') }}
),

risk_reasons as (
    select least_value
    from {{ ref('risk_reasons') }}
    where evidence_type = 'promotion_ended'
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

-- two days without a sale on promotion do not end it
running_promotions as (
    select count(*) as promotion_count
    from {{ ref('int_journeys__promotion_periods') }} as promotion_periods
    inner join as_of
        on {{ days_between('promotion_periods.ended_on', 'as_of.as_of_date') }} < 3
),

promotion_orders_ranked as (
    select
        customer_id,
        order_key,
        ordered_on,
        row_number() over (
            partition by customer_id order by ordered_on desc, order_key asc
        ) as order_rank
    from {{ ref('int_activity__orders_known') }}
    where is_purchase and has_promotion
),

final as (
    select
        risks.customer_id,
        'promotion_ended' as evidence_type,
        promotion_orders_ranked.order_key as evidence_key,
        promotion_orders_ranked.ordered_on as evidence_on,
        cast(cast(round(100 * purchases.promotion_order_share) as integer) as varchar) as detail,
        cast(purchases.promotion_order_share as double precision) as intensity
    from risks
    cross join risk_reasons
    cross join running_promotions
    inner join purchases
        on risks.customer_id = purchases.customer_id
    inner join promotion_orders_ranked
        on
            risks.customer_id = promotion_orders_ranked.customer_id
            and promotion_orders_ranked.order_rank = 1
    where
        purchases.order_count >= 2
        and purchases.promotion_order_share >= risk_reasons.least_value
        and running_promotions.promotion_count = 0
)

select * from final
