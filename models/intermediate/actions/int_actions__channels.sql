{#- By which channels a customer may be written to for marketing, the one first that they answer.
    Each row names the consent that allows it. -#}
with customer_states as (
    select
        customer_id,
        channel,
        consent_event_key
    from {{ ref('int_consent__customer_states') }}
    where purpose = 'marketing' and is_permitted
),

contact_point_states as (
    select
        contact_key,
        channel,
        consent_event_key
    from {{ ref('int_consent__contact_point_states') }}
    where purpose = 'marketing' and is_granted
),

customer_contacts as (
    select
        customer_id,
        contact_key,
        contact_point
    from {{ ref('int_consent__customer_contacts') }}
),

recipients as (
    select
        customer_id,
        channel,
        clicked_at
    from {{ ref('int_activity__message_recipients') }}
    where
        customer_id is not null
        and not is_held_out
        and bounced_at is null
        and sent_at is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

answers_counted as (
    select
        recipients.customer_id,
        recipients.channel,
        count(*) as click_count
    from recipients
    inner join as_of
        on cast(recipients.clicked_at as date) <= as_of.as_of_date
    group by recipients.customer_id, recipients.channel
),

messages as (
    select
        customer_id,
        best_response_channel
    from {{ ref('int_profile__messages') }}
),

contact_preferences as (
    select
        customer_id,
        preferred_contact_channel
    from {{ ref('int_profile__contact_preferences') }}
),

permissions_addressed as (
    select
        customer_states.customer_id,
        customer_states.channel,
        customer_states.consent_event_key,
        customer_contacts.contact_point
    from customer_states
    inner join contact_point_states
        on
            customer_states.consent_event_key = contact_point_states.consent_event_key
            and customer_states.channel = contact_point_states.channel
    inner join customer_contacts
        on
            customer_states.customer_id = customer_contacts.customer_id
            and contact_point_states.contact_key = customer_contacts.contact_key
),

final as (
    select
        permissions_addressed.customer_id,
        permissions_addressed.channel,
        permissions_addressed.consent_event_key,
        permissions_addressed.contact_point,
        row_number() over (
            partition by permissions_addressed.customer_id
            order by
                -- what they do counts more than what they said, and that more than what is cheap
                case
                    when permissions_addressed.channel = messages.best_response_channel then 0
                    else 1
                end asc,
                case when answers_counted.click_count > 0 then 0 else 1 end asc,
                case
                    when
                        permissions_addressed.channel
                        = contact_preferences.preferred_contact_channel
                        then 0
                    else 1
                end asc,
                case permissions_addressed.channel
                    when 'push' then 1 when 'email' then 2 when 'sms' then 3 when 'phone' then 4
                    else 5
                end asc,
                permissions_addressed.channel asc
        ) as channel_rank
    from permissions_addressed
    left join answers_counted
        on
            permissions_addressed.customer_id = answers_counted.customer_id
            and permissions_addressed.channel = answers_counted.channel
    left join messages
        on permissions_addressed.customer_id = messages.customer_id
    left join contact_preferences
        on permissions_addressed.customer_id = contact_preferences.customer_id
)

select * from final
