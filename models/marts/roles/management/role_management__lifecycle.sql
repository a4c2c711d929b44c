with lifecycle as (
    select * from {{ ref('overview_lifecycle') }}
),

final as (
    select
        lifecycle_stage,
        risk_band,
        customer_count,
        historic_clv_reporting,
        predicted_clv_next_365d
    from lifecycle
)

select * from final
