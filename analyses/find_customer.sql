-- Who is behind a card, an e-mail or a phone? Several answers mean that the value is shared.
select
    identifiers.id_type,
    identifiers.value_scope,
    profile.customer_id,
    profile.display_name,
    profile.order_count,
    profile.last_order_at
from {{ ref('customer_identifiers') }} as identifiers
inner join {{ ref('customer_360') }} as profile
    on identifiers.customer_id = profile.customer_id
where identifiers.id_value in ('maria.rossi@posta.it', '+393331112233')
group by
    identifiers.id_type,
    identifiers.value_scope,
    profile.customer_id,
    profile.display_name,
    profile.order_count,
    profile.last_order_at
order by profile.customer_id, identifiers.id_type
