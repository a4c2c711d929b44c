{#- Each occasion with the channel that it would take, the consent that allows it, and what speaks
    against it; the first that applies is named. -#}
with occasions as (
    select * from {{ ref('int_actions__occasions') }}
),

actions as (
    select
        action_id,
        ' ' || channels || ' ' as channels,
        needs_consent,
        is_selling
    from {{ ref('next_best_action_rules') }}
),

channels as (
    select
        customer_id,
        channel,
        consent_event_key,
        contact_point,
        channel_rank
    from {{ ref('int_actions__channels') }}
),

restraints as (
    select * from {{ ref('int_actions__restraints') }}
),

recent_purchases as (
    select dedupe_key
    from {{ ref('int_actions__recent_purchases') }}
),

tickets as (
    select
        ticket_key,
        channel
    from {{ ref('int_activity__support_tickets') }}
),

channels_permitted as (
    select
        occasions.dedupe_key,
        channels.channel,
        channels.consent_event_key,
        row_number() over (
            partition by occasions.dedupe_key order by channels.channel_rank asc
        ) as choice_rank
    from occasions
    inner join actions
        on occasions.action_id = actions.action_id
    inner join channels
        on occasions.customer_id = channels.customer_id
    where actions.needs_consent and actions.channels like '% ' || channels.channel || ' %'
),

channels_chosen as (
    select
        occasions.*,
        actions.needs_consent,
        actions.is_selling,
        restraints.has_open_complaint,
        restraints.is_contacted_too_often,
        recent_purchases.dedupe_key is not null as is_bought_recently,
        channels_permitted.consent_event_key,
        -- who asked us something is answered where they asked, as far as we can reach them there
        case
            when actions.needs_consent then channels_permitted.channel
            when tickets.channel = 'phone' and restraints.has_phone then 'phone'
            when tickets.channel <> 'phone' and restraints.has_email then 'email'
            when restraints.has_phone then 'phone'
            when restraints.has_email then 'email'
            else tickets.channel
        end as channel
    from occasions
    inner join actions
        on occasions.action_id = actions.action_id
    inner join restraints
        on occasions.customer_id = restraints.customer_id
    left join channels_permitted
        on
            occasions.dedupe_key = channels_permitted.dedupe_key
            and channels_permitted.choice_rank = 1
    left join recent_purchases
        on occasions.dedupe_key = recent_purchases.dedupe_key
    left join tickets
        on occasions.subject_key = tickets.ticket_key
),

final as (
    select
        dedupe_key,
        trigger_id,
        action_id,
        customer_id,
        subject_key,
        happened_on,
        fired_on,
        expires_on,
        channel,
        not needs_consent or channel is not null as has_consent,
        consent_event_key,
        case
            when is_done then 'done'
            when is_bought_recently then 'bought_recently'
            when is_selling and has_open_complaint then 'open_complaint'
            when is_cooling_down then 'cooldown'
            when is_held_out then 'held_out'
            when needs_consent and channel is null then 'no_consent'
            when needs_consent and is_contacted_too_often then 'contacted_too_often'
        end as suppressed_by,
        reason_text
    from channels_chosen
)

select * from final
