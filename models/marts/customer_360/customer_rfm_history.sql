with rfm as (
    select * from {{ ref('int_profile__rfm') }}
    where not is_current
),

former_segments_found as (
    select
        *,
        lag(rfm_segment) over (partition by customer_id order by as_of_date asc)
            as former_rfm_segment
    from rfm
),

final as (
    select
        customer_id,
        as_of_date as month_end_on,
        days_since_last_order,
        order_count,
        net_amount_reporting,
        recency_score,
        frequency_score,
        monetary_score,
        rfm_segment,
        former_rfm_segment,
        case
            when former_rfm_segment is null then 'entered'
            when former_rfm_segment = rfm_segment then 'stayed'
            else 'moved'
        end as movement
    from former_segments_found
)

select * from final
