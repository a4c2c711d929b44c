-- Claims that the personas have exactly the consent periods of
-- seeds/expected/expected_consent_periods.csv, computed by hand.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        expected_consent_periods.*,
        customer_identities.customer_id
    from {{ ref('expected_consent_periods') }} as expected_consent_periods
    left join {{ ref('customer_identities') }} as customer_identities
        on expected_consent_periods.record_key = customer_identities.record_key
),

periods as (
    select
        customer_id,
        contact_point,
        purpose,
        channel,
        is_granted,
        valid_from,
        valid_before,
        consent_event_key
    from {{ ref('customer_consent_periods') }}
),

final as (
    select
        expected.persona,
        coalesce(expected.contact_point, periods.contact_point) as contact_point,
        coalesce(expected.valid_from, periods.valid_from) as valid_from
    from expected
    full outer join periods
        on
            expected.customer_id = periods.customer_id
            and expected.contact_point = periods.contact_point
            and expected.purpose = periods.purpose
            and expected.channel = periods.channel
            and expected.valid_from = periods.valid_from
    where
        expected.is_granted is distinct from periods.is_granted
        or expected.valid_before is distinct from periods.valid_before
        or expected.consent_event_key is distinct from periods.consent_event_key
)

select * from final
