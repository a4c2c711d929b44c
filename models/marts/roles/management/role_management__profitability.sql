with profitability as (
    select * from {{ ref('segment_profitability') }}
),

final as (
    select
        order_month,
        rfm_segment,
        category,
        customer_count,
        net_amount_reporting,
        costed_amount_reporting,
        cost_amount_reporting,
        margin_amount_reporting,
        margin_rate,
        known_cost_share
    from profitability
    where customer_count >= {{ var('small_group_people') }}
)

select * from final
