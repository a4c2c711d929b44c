-- What do we owe in points, and when does it lapse?
select
    expiry_month,
    is_overdue,
    sum(open_points) as open_points,
    sum(liability_amount_reporting) as liability_reporting
from {{ ref('loyalty_liability') }}
group by expiry_month, is_overdue
order by expiry_month asc, is_overdue asc
