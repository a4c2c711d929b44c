-- Claims that each order could be brought into the reporting currency. Fails when a source uses a
-- currency that seeds/reference/exchange_rates.csv does not convert into the variable
-- reporting_currency: add the rate.
select
    currency_code,
    count(*) as order_count
from {{ ref('int_activity__orders') }}
where net_amount_reporting is null
group by currency_code
