with lifecycle as (
    select * from {{ ref('overview_lifecycle') }}
),

final as (
    select
        lifecycle_stage,
        risk_band,
        customer_count
    from lifecycle
)

select * from final
