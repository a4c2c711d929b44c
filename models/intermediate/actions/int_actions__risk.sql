{#- How likely a customer is to stay away, as low, medium or high: by the score where there is
    one, else by the days without a purchase. -#}
with lifecycle as (
    select
        customer_id,
        lifecycle_stage,
        days_since_last_order,
        slipping_after_days,
        last_ordered_on
    from {{ ref('int_actions__lifecycle') }}
    where lifecycle_stage <> 'prospect'
),

scores as (
    select
        customer_id,
        churn_probability
    from {{ ref('int_scores__customers') }}
    where churn_probability is not null
),

risk_bands as (
    select
        risk_basis,
        risk_band,
        band_rank,
        least_measure,
        least_times_usual
    from {{ ref('risk_bands') }}
),

risks_measured as (
    select
        lifecycle.customer_id,
        lifecycle.lifecycle_stage,
        lifecycle.last_ordered_on,
        scores.churn_probability,
        case when scores.churn_probability is null then 'drift' else 'score' end as risk_basis,
        coalesce(
            scores.churn_probability,
            cast(lifecycle.days_since_last_order as double precision)
            / lifecycle.slipping_after_days
        ) as risk_measure
    from lifecycle
    left join scores
        on lifecycle.customer_id = scores.customer_id
),

-- what is usual among those who have not lapsed: else a long history makes everybody look safe
usual_measures as (
    select
        risk_basis,
        avg(risk_measure) as usual_measure
    from risks_measured
    where lifecycle_stage <> 'lapsed'
    group by risk_basis
),

bands_reached as (
    select
        risks_measured.customer_id,
        max(risk_bands.band_rank) as band_rank
    from risks_measured
    left join usual_measures
        on risks_measured.risk_basis = usual_measures.risk_basis
    inner join risk_bands
        on
            risks_measured.risk_basis = risk_bands.risk_basis
            and risks_measured.risk_measure >= risk_bands.least_measure
            and risks_measured.risk_measure
            >= risk_bands.least_times_usual * coalesce(usual_measures.usual_measure, 0)
    group by risks_measured.customer_id
),

bands_named as (
    select distinct
        band_rank,
        risk_band
    from risk_bands
),

final as (
    select
        risks_measured.customer_id,
        risks_measured.risk_basis,
        risks_measured.risk_measure,
        bands_named.risk_band,
        risks_measured.churn_probability,
        risks_measured.last_ordered_on,
        risks_measured.lifecycle_stage in ('slipping', 'lapsed')
        or bands_named.risk_band = 'high' as is_at_risk
    from risks_measured
    inner join bands_reached
        on risks_measured.customer_id = bands_reached.customer_id
    inner join bands_named
        on bands_reached.band_rank = bands_named.band_rank
)

select * from final
