-- Claims that what is permitted now is what the periods that still hold say: no contact point said
-- no, and the golden one (for letters any) said yes; and that every declared matter has an answer.
with last_periods as (
    select
        customer_id,
        purpose,
        channel,
        count(case when not is_granted then 1 end) as refusal_count,
        count(case when is_granted and (is_golden or channel = 'post') then 1 end) as grant_count,
        count(*) as contact_point_count
    from {{ ref('customer_consent_periods') }}
    where is_current
    group by customer_id, purpose, channel
),

consents as (
    select
        customer_id,
        purpose,
        channel,
        is_permitted,
        contact_point_count
    from {{ ref('customer_consents') }}
),

final as (
    select
        coalesce(last_periods.customer_id, consents.customer_id) as customer_id,
        coalesce(last_periods.purpose, consents.purpose) as purpose,
        coalesce(last_periods.channel, consents.channel) as channel
    from last_periods
    full outer join consents
        on
            last_periods.customer_id = consents.customer_id
            and last_periods.purpose = consents.purpose
            and last_periods.channel = consents.channel
    where
        consents.is_permitted
        is distinct from (last_periods.refusal_count = 0 and last_periods.grant_count > 0)
        or consents.contact_point_count is distinct from last_periods.contact_point_count
)

select * from final
