{#- One scoring for today and for every month end. -#}
with months as (
    select
        customer_id,
        as_of_date,
        days_since_last_order,
        order_count,
        net_amount_reporting
    from {{ ref('int_profile__rfm_months') }}
),

today as (
    select
        customer_id,
        as_of_date,
        days_since_last_order,
        order_count,
        net_amount_reporting
    from {{ ref('int_profile__order_summary') }}
    where order_count > 0
),

days_listed as (
    select
        *,
        false as is_current
    from months

    union all

    select
        *,
        true as is_current
    from today
),

rfm_segments as (
    select
        recency_score,
        frequency_score,
        rfm_segment
    from {{ ref('rfm_segments') }}
),

-- rank gives equal values equal places, which ntile does not
places_taken as (
    select
        *,
        rank() over (
            partition by as_of_date, is_current order by days_since_last_order desc
        ) as recency_place,
        rank() over (partition by as_of_date, is_current order by order_count asc)
            as frequency_place,
        rank() over (partition by as_of_date, is_current order by net_amount_reporting asc)
            as monetary_place,
        count(*) over (partition by as_of_date, is_current) as customer_count
    from days_listed
),

scored as (
    select
        customer_id,
        as_of_date,
        is_current,
        days_since_last_order,
        order_count,
        net_amount_reporting,
        cast(floor(5.0 * (recency_place - 1) / customer_count) + 1 as integer) as recency_score,
        cast(floor(5.0 * (frequency_place - 1) / customer_count) + 1 as integer) as frequency_score,
        cast(floor(5.0 * (monetary_place - 1) / customer_count) + 1 as integer) as monetary_score
    from places_taken
),

final as (
    select
        scored.customer_id,
        scored.as_of_date,
        scored.is_current,
        scored.days_since_last_order,
        scored.order_count,
        scored.net_amount_reporting,
        scored.recency_score,
        scored.frequency_score,
        scored.monetary_score,
        rfm_segments.rfm_segment
    from scored
    left join rfm_segments
        on
            scored.recency_score = rfm_segments.recency_score
            and scored.frequency_score = rfm_segments.frequency_score
)

select * from final
