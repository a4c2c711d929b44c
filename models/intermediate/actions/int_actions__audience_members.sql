{#- The members of each audience whom a consent lets us write to, with the consent; some are held
    out by lot, to see what happens without. -#}
with entries as (
    select * from {{ ref('int_actions__audience_entries') }}
),

audiences as (
    select
        audience_id,
        coalesce(trigger_id, audience_id) as lot_name,
        ' ' || channels || ' ' as channels,
        hold_out_share
    from {{ ref('audience_rules') }}
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
    select
        customer_id,
        has_open_complaint,
        is_contacted_too_often
    from {{ ref('int_actions__restraints') }}
),

channels_ranked as (
    select
        entries.audience_id,
        entries.customer_id,
        entries.entered_on,
        entries.dedupe_key,
        entries.is_bought,
        audiences.lot_name,
        audiences.hold_out_share,
        channels.channel,
        channels.consent_event_key,
        channels.contact_point,
        row_number() over (
            partition by entries.audience_id, entries.customer_id
            order by channels.channel_rank asc
        ) as choice_rank
    from entries
    inner join audiences
        on entries.audience_id = audiences.audience_id
    inner join channels
        on
            entries.customer_id = channels.customer_id
            and audiences.channels like '% ' || channels.channel || ' %'
),

final as (
    select
        channels_ranked.audience_id || '|' || channels_ranked.customer_id as audience_member_key,
        channels_ranked.audience_id,
        channels_ranked.customer_id,
        channels_ranked.entered_on,
        channels_ranked.dedupe_key,
        channels_ranked.channel,
        channels_ranked.contact_point,
        channels_ranked.consent_event_key,
        -- the lot of the trigger, where one goes to the same people
        {{ random_share("channels_ranked.lot_name || '|' || channels_ranked.customer_id") }}
        < channels_ranked.hold_out_share as is_held_out,
        case
            when channels_ranked.is_bought then 'bought_recently'
            when restraints.has_open_complaint then 'open_complaint'
            when restraints.is_contacted_too_often then 'contacted_too_often'
        end as suppressed_by
    from channels_ranked
    inner join restraints
        on channels_ranked.customer_id = restraints.customer_id
    where channels_ranked.choice_rank = 1
)

select * from final
