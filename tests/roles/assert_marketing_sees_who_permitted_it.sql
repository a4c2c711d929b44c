-- Claims that marketing sees nobody who permitted neither e-mail, message nor call, and no contact
-- by which they may not be reached.
{%- set seen = role_view_columns('marketing') %}
with profiles as (
    select
        customer_id,
        may_email_marketing,
        may_sms_marketing,
        may_phone_marketing
    from {{ ref('customer_360') }}
),

people_seen as (
    {%- for person in seen if person.column == 'customer_id' %}
    select distinct
        '{{ person.view }}' as view_name,
        customer_id
    from {{ ref(person.view) }}
    union all
    {%- endfor %}
    select
        'none' as view_name,
        customer_id
    from profiles
    where 1 = 0
),

permitted_points as (
    select
        customer_id,
        channel,
        contact_point
    from {{ ref('customer_consent_periods') }}
    where purpose = 'marketing' and is_current and is_granted
)

select
    people_seen.view_name,
    people_seen.customer_id,
    'permitted nothing' as problem
from people_seen
inner join profiles
    on people_seen.customer_id = profiles.customer_id
where
    not profiles.may_email_marketing
    and not profiles.may_sms_marketing
    and not profiles.may_phone_marketing
union all
select
    'role_marketing__profiles' as view_name,
    seen.customer_id,
    'contact not permitted' as problem
from {{ ref('role_marketing__profiles') }} as seen
inner join profiles
    on seen.customer_id = profiles.customer_id
where
    (seen.email is not null and not profiles.may_email_marketing)
    or (
        seen.phone is not null
        and not profiles.may_sms_marketing
        and not profiles.may_phone_marketing
    )
union all
select
    'role_marketing__contact_points' as view_name,
    seen.customer_id,
    'contact not permitted' as problem
from {{ ref('role_marketing__contact_points') }} as seen
left join permitted_points
    on
        seen.customer_id = permitted_points.customer_id
        and seen.channel = permitted_points.channel
        and seen.contact_point = permitted_points.contact_point
where permitted_points.customer_id is null
