with offers_counted as (
    select
        customer_id,
        count(case when offer_type = 'message' then 1 end) as offer_message_count,
        count(case when offer_type = 'promotion' then 1 end) as promotion_period_count
    from {{ ref('int_journeys__offers') }}
    group by customer_id
),

purchases_counted as (
    select
        customer_id,
        count(*) as order_count,
        count(case when has_promotion then 1 end) as promotion_order_count
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
    group by customer_id
),

occasions_counted as (
    select
        customer_id,
        count(*) as occasion_count,
        count(case when has_responded then 1 end) as responded_occasion_count,
        count(case when has_baseline then 1 end) as baseline_count,
        count(case when has_bought_before then 1 end) as baseline_bought_count
    from {{ ref('int_journeys__offer_occasions') }}
    group by customer_id
),

customers_listed as (
    select customer_id
    from offers_counted
    union
    select customer_id
    from purchases_counted
),

counts_side_by_side as (
    select
        customers_listed.customer_id,
        coalesce(offers_counted.offer_message_count, 0) as offer_message_count,
        coalesce(offers_counted.promotion_period_count, 0) as promotion_period_count,
        coalesce(purchases_counted.order_count, 0) as order_count,
        coalesce(purchases_counted.promotion_order_count, 0) as promotion_order_count,
        coalesce(occasions_counted.occasion_count, 0) as occasion_count,
        coalesce(occasions_counted.responded_occasion_count, 0) as responded_occasion_count,
        coalesce(occasions_counted.baseline_count, 0) as baseline_count,
        coalesce(occasions_counted.baseline_bought_count, 0) as baseline_bought_count
    from customers_listed
    left join offers_counted
        on customers_listed.customer_id = offers_counted.customer_id
    left join purchases_counted
        on customers_listed.customer_id = purchases_counted.customer_id
    left join occasions_counted
        on customers_listed.customer_id = occasions_counted.customer_id
),

rates_computed as (
    select
        *,
        1.0 * promotion_order_count / nullif(order_count, 0) as promotion_order_share,
        1.0 * responded_occasion_count / nullif(occasion_count, 0) as response_rate,
        1.0 * baseline_bought_count / nullif(baseline_count, 0) as baseline_rate
    from counts_side_by_side
),

bands_ranked as (
    select
        rates_computed.customer_id,
        bands.promotion_sensitivity_band,
        row_number() over (
            partition by rates_computed.customer_id order by bands.priority asc
        ) as band_rank
    from rates_computed
    inner join {{ ref('promotion_sensitivity_bands') }} as bands
        on
            rates_computed.order_count >= coalesce(bands.least_order_count, 0)
            and rates_computed.occasion_count >= coalesce(bands.least_occasion_count, 0)
            and rates_computed.baseline_count >= coalesce(bands.least_baseline_count, 0)
            and (
                bands.least_promotion_order_share is null
                or rates_computed.promotion_order_share >= bands.least_promotion_order_share
            )
            and (
                bands.least_response_lift is null
                or rates_computed.response_rate - rates_computed.baseline_rate
                >= bands.least_response_lift
            )
),

final as (
    select
        rates_computed.customer_id,
        rates_computed.offer_message_count,
        rates_computed.promotion_period_count,
        rates_computed.order_count,
        rates_computed.promotion_order_count,
        cast(rates_computed.promotion_order_share as decimal(5, 4)) as promotion_order_share,
        rates_computed.occasion_count,
        rates_computed.responded_occasion_count,
        cast(rates_computed.response_rate as decimal(5, 4)) as response_rate,
        rates_computed.baseline_count,
        rates_computed.baseline_bought_count,
        cast(rates_computed.baseline_rate as decimal(5, 4)) as baseline_rate,
        cast(rates_computed.response_rate - rates_computed.baseline_rate as decimal(5, 4))
            as response_lift,
        coalesce(bands_ranked.promotion_sensitivity_band, 'unknown') as promotion_sensitivity_band
    from rates_computed
    left join bands_ranked
        on
            rates_computed.customer_id = bands_ranked.customer_id
            and bands_ranked.band_rank = 1
)

select * from final
