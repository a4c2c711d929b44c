-- Claims that nobody may be contacted on whose own e-mail or phone the last word was no, whatever
-- the spelling: found through the identifiers of the records, not through the contact points.
select
    consents.customer_id,
    consents.purpose,
    consents.channel
from {{ ref('customer_consents') }} as consents
inner join {{ ref('customer_identities') }} as identities
    on consents.customer_id = identities.customer_id
inner join {{ ref('int_identity__records') }} as records
    on identities.record_key = records.record_key
inner join {{ ref('int_consent__contact_point_states') }} as states
    on
        states.contact_key in (records.email_key, records.phone)
        and consents.purpose = states.purpose
        and consents.channel = states.channel
where consents.is_permitted and not states.is_granted and records.is_contact_own
