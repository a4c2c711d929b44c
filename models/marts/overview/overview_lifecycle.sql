with profiles as (
    select
        lifecycle_stage,
        coalesce(risk_band, 'none') as risk_band,
        historic_clv_reporting,
        predicted_clv_next_365d
    from {{ ref('customer_360') }}
),

stages_counted as (
    select
        lifecycle_stage,
        risk_band,
        count(*) as customer_count,
        sum(historic_clv_reporting) as historic_amount,
        sum(predicted_clv_next_365d) as predicted_amount,
        count(predicted_clv_next_365d) as predicted_customer_count
    from profiles
    group by lifecycle_stage, risk_band
),

stages_judged as (
    select
        *,
        {{ is_merged_group('customer_count', '1', 'lifecycle_stage, risk_band') }} as is_merged
    from stages_counted
),

final as (
    select
        case when is_merged then 'other' else lifecycle_stage end as lifecycle_stage,
        case when is_merged then 'other' else risk_band end as risk_band,
        cast(sum(customer_count) as bigint) as customer_count,
        cast(sum(historic_amount) as decimal(18, 2)) as historic_clv_reporting,
        cast(
            {{ unless_few('sum(predicted_customer_count)', 'sum(predicted_amount)') }}
            as decimal(18, 2)
        ) as predicted_clv_next_365d
    from stages_judged
    group by
        case when is_merged then 'other' else lifecycle_stage end,
        case when is_merged then 'other' else risk_band end
    having sum(customer_count) >= {{ var('small_group_people') }}
)

select * from final
