with responses as (
    select
        campaign_id,
        customer_id,
        cast(sent_at as date) as offered_on
    from {{ ref('int_journeys__message_responses') }}
    where offer_code is not null and not is_held_out and not is_bounced
),

promotion_periods as (
    select
        promotion_code,
        started_on,
        ended_on
    from {{ ref('int_journeys__promotion_periods') }}
),

first_purchases as (
    select
        customer_id,
        min(ordered_on) as first_ordered_on
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
    group by customer_id
),

offers_listed as (
    select
        customer_id,
        'message' as offer_type,
        campaign_id as offer_key,
        offered_on,
        offered_on as ends_on
    from responses

    union all

    -- a promotion in the shops is an offer to everybody who buys there already
    select
        first_purchases.customer_id,
        'promotion' as offer_type,
        promotion_periods.promotion_code as offer_key,
        promotion_periods.started_on as offered_on,
        promotion_periods.ended_on as ends_on
    from first_purchases
    inner join promotion_periods
        on first_purchases.first_ordered_on < promotion_periods.started_on
),

final as (
    select
        offers_listed.customer_id,
        offers_listed.offer_type,
        offers_listed.offer_key,
        offers_listed.offered_on,
        offers_listed.ends_on,
        first_purchases.first_ordered_on
    from offers_listed
    left join first_purchases
        on offers_listed.customer_id = first_purchases.customer_id
)

select * from final
