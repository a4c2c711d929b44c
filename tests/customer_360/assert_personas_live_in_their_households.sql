-- Claims that the personas form exactly the households of seeds/expected/expected_households.csv, for
-- the stated reasons.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        expected_households.*,
        customer_identities.customer_id
    from {{ ref('expected_households') }} as expected_households
    left join {{ ref('customer_identities') }} as customer_identities
        on expected_households.record_key = customer_identities.record_key
),

households as (
    select
        household_id,
        customer_id,
        household_size,
        evidence,
        is_golden_address,
        in_household_since
    from {{ ref('customer_households') }}
),

compared as (
    select
        expected.household,
        expected.persona,
        households.household_id,
        coalesce(
            expected.household_size = households.household_size
            and expected.evidence = households.evidence
            and expected.is_golden_address = households.is_golden_address
            and expected.in_household_since = households.in_household_since,
            false
        ) as is_as_expected
    from expected
    full outer join households
        on expected.customer_id = households.customer_id
),

wrongly_grouped as (
    select household
    from compared
    group by household
    having count(distinct household_id) <> 1
)

select
    household,
    persona
from compared
where not is_as_expected
union all
select
    household,
    'all' as persona
from wrongly_grouped
