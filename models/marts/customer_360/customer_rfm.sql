with rfm as (
    select * from {{ ref('int_profile__rfm') }}
    where is_current
),

final as (
    select
        customer_id,
        as_of_date,
        days_since_last_order,
        order_count,
        net_amount_reporting,
        recency_score,
        frequency_score,
        monetary_score,
        rfm_segment
    from rfm
)

select * from final
