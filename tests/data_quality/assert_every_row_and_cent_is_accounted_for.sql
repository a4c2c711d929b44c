-- Claims that every landed row is in a mart or in rejected_records exactly once, that money agrees
-- to the cent, and that the profiles add up to the orders. This is NOT a test that the sources are
-- right.
select *
from {{ ref('reconciliation') }}
where not is_reconciled
