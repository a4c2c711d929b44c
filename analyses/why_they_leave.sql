-- Why do customers slip or lapse, and what are they worth? Reasons by their first place.
select
    reasons.reason,
    reasons.evidence_type,
    count(*) as customers,
    sum(profiles.historic_clv_reporting) as historic_clv_reporting
from {{ ref('customer_risk_reasons') }} as reasons
inner join {{ ref('customer_360') }} as profiles
    on reasons.customer_id = profiles.customer_id
where reasons.reason_rank = 1
group by reasons.reason, reasons.evidence_type
order by historic_clv_reporting desc, reasons.reason asc, reasons.evidence_type asc
