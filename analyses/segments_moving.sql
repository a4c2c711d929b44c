-- Where did customers move last month? The largest movements between RFM segments.
select
    movements.from_segment,
    movements.to_segment,
    movements.customer_count,
    movements.net_amount_reporting
from {{ ref('segment_movements') }} as movements
where
    movements.month_end_on
    = (select max(months.month_end_on) from {{ ref('segment_movements') }} as months)
    and movements.from_segment <> movements.to_segment
order by movements.customer_count desc, movements.from_segment asc, movements.to_segment asc
