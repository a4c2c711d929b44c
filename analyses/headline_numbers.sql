-- What are the numbers that everybody quotes, and how sure are they? The range is what stricter and
-- looser rules about who is one person would say; no range where identity plays no part.
select
    metrics.label,
    metrics.metric_value,
    metrics.unit,
    metrics.period,
    ranges.lowest_value,
    ranges.highest_value
from {{ ref('overview_headline_metrics') }} as metrics
left join {{ ref('overview_headline_ranges') }} as ranges
    on metrics.metric_name = ranges.figure_name
order by metrics.label
