-- Claims that every stage has begun by the as-of date, that who has lapsed has a date and nobody
-- else, that everybody slipping, lapsed or at high risk has a reason and nobody else, that
-- reasons are ranked from 1 without a gap, and that no evidence is of a day to come.
with profiles as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_since,
        lapse_date,
        risk_band,
        at_risk_reason,
        order_count,
        return_count,
        as_of_date
    from {{ ref('customer_360') }}
),

reasons as (
    select
        reasons.customer_id,
        max(reasons.reason_rank) as last_rank,
        count(*) as reason_count,
        max(reasons.evidence_on) as last_evidence_on,
        max(case when reasons.reason_rank = 1 then reasons.reason end) as first_reason
    from {{ ref('customer_risk_reasons') }} as reasons
    group by reasons.customer_id
),

final as (
    select
        profiles.customer_id,
        profiles.lifecycle_stage,
        profiles.lifecycle_since,
        profiles.risk_band,
        profiles.at_risk_reason
    from profiles
    left join reasons
        on profiles.customer_id = reasons.customer_id
    where
        profiles.lifecycle_since > profiles.as_of_date
        or (profiles.lifecycle_stage <> 'prospect' and profiles.lifecycle_since is null)
        or (profiles.lifecycle_stage = 'lapsed') <> (profiles.lapse_date is not null)
        or (profiles.lifecycle_stage = 'prospect')
        <> (profiles.order_count + profiles.return_count = 0)
        or (profiles.lifecycle_stage = 'prospect') <> (profiles.risk_band is null)
        or (
            profiles.lifecycle_stage in ('slipping', 'lapsed')
            or coalesce(profiles.risk_band, '') = 'high'
        )
        <> (profiles.at_risk_reason is not null)
        or profiles.at_risk_reason is distinct from reasons.first_reason
        or reasons.last_rank <> reasons.reason_count
        or reasons.last_evidence_on > profiles.as_of_date
)

select * from final
