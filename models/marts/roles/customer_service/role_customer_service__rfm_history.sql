with history as (
    select * from {{ ref('customer_rfm_history') }}
),

final as (
    select
        customer_id,
        month_end_on,
        days_since_last_order,
        order_count,
        recency_score,
        frequency_score,
        monetary_score,
        rfm_segment,
        former_rfm_segment,
        movement
    from history
)

select * from final
