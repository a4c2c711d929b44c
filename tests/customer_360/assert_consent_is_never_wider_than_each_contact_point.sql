-- Claims that nobody may be contacted who withdrew on any of their contact points of that channel
-- and purpose.
select
    consents.customer_id,
    consents.purpose,
    consents.channel
from {{ ref('customer_consents') }} as consents
inner join {{ ref('customer_contact_points') }} as contact_points
    on consents.customer_id = contact_points.customer_id
inner join {{ ref('int_consent__contact_point_states') }} as states
    on
        contact_points.contact_point = states.contact_point
        and consents.purpose = states.purpose
        and consents.channel = states.channel
where consents.is_permitted and not states.is_granted
