with contact_point_states as (
    select
        contact_point,
        purpose,
        channel,
        is_granted,
        event_at,
        consent_event_key
    from {{ ref('int_consent__contact_point_states') }}
),

contact_points as (
    select
        customer_id,
        contact_point
    from {{ ref('int_profile__contact_points') }}
    where contact_type in ('email', 'phone')
),

-- a person who said no on one address has said no: a merge never widens a permission
states_ranked as (
    select
        contact_points.customer_id,
        contact_point_states.*,
        row_number() over (
            partition by
                contact_points.customer_id,
                contact_point_states.purpose,
                contact_point_states.channel
            order by
                contact_point_states.is_granted asc,
                contact_point_states.event_at desc,
                contact_point_states.consent_event_key asc
        ) as deciding_rank,
        count(*) over (
            partition by
                contact_points.customer_id,
                contact_point_states.purpose,
                contact_point_states.channel
        ) as contact_point_count
    from contact_points
    inner join contact_point_states
        on contact_points.contact_point = contact_point_states.contact_point
),

final as (
    select
        customer_id,
        purpose,
        channel,
        is_granted as is_permitted,
        event_at as declared_at,
        consent_event_key,
        contact_point_count
    from states_ranked
    where deciding_rank = 1
)

select * from final
