-- Fails where a number has one value in overview_headline_metrics and another in the middle of its
-- range: two tables that say the same word mean the same number.
select
    metrics.metric_name,
    metrics.metric_value,
    ranges.medium_value
from {{ ref('overview_headline_metrics') }} as metrics
inner join {{ ref('overview_headline_ranges') }} as ranges
    on metrics.metric_name = ranges.figure_name
where
    abs(metrics.metric_value - ranges.medium_value) > 0.000001
    or (metrics.metric_value is null) <> (ranges.medium_value is null)
