-- What should the staff of each shop tell whom, when they come?
select
    profiles.preferred_store_id,
    profiles.display_name,
    actions.description,
    actions.reason_text,
    actions.expires_on
from {{ ref('next_best_action') }} as actions
inner join {{ ref('customer_360') }} as profiles
    on actions.customer_id = profiles.customer_id
where actions.channel = 'store'
order by profiles.preferred_store_id asc, actions.expires_on asc, profiles.customer_id asc
