with metrics as (
    select * from {{ ref('overview_headline_metrics') }}
),

final as (
    select
        metric_name,
        label,
        unit,
        period,
        metric_value
    from metrics
)

select * from final
