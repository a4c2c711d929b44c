-- Claims that no row of audience_members, and no trigger or action that goes to a channel of
-- marketing, lacks a consent: permitted now for that customer and channel, by the declaration
-- that the row names, given for the contact point that it names.
with consents as (
    select
        customer_id,
        channel,
        consent_event_key
    from {{ ref('customer_consents') }}
    where purpose = 'marketing' and is_permitted
),

declarations as (
    select
        consent_event_key,
        {{ contact_key('contact_point') }} as contact_key,
        status
    from {{ ref('fct_consent_changes') }}
),

rows_sent as (
    select
        'audience_members' as table_name,
        customer_id,
        channel,
        consent_event_key,
        {{ contact_key('contact_point') }} as contact_key
    from {{ ref('audience_members') }}

    union all

    select
        'campaign_triggers' as table_name,
        campaign_triggers.customer_id,
        campaign_triggers.channel,
        campaign_triggers.consent_event_key,
        cast(null as varchar) as contact_key
    from {{ ref('campaign_triggers') }} as campaign_triggers
    inner join {{ ref('next_best_action_rules') }} as rules
        on campaign_triggers.action_id = rules.action_id
    where rules.needs_consent and campaign_triggers.suppressed_by is null

    union all

    select
        'next_best_action' as table_name,
        next_best_action.customer_id,
        next_best_action.channel,
        next_best_action.consent_event_key,
        cast(null as varchar) as contact_key
    from {{ ref('next_best_action') }} as next_best_action
    inner join {{ ref('next_best_action_rules') }} as rules
        on next_best_action.action_id = rules.action_id
    where rules.needs_consent and next_best_action.channel <> 'store'
),

final as (
    select rows_sent.*
    from rows_sent
    left join consents
        on
            rows_sent.customer_id = consents.customer_id
            and rows_sent.channel = consents.channel
            and rows_sent.consent_event_key = consents.consent_event_key
    left join declarations
        on rows_sent.consent_event_key = declarations.consent_event_key
    where
        consents.customer_id is null
        or declarations.status is distinct from 'granted'
        or rows_sent.contact_key <> declarations.contact_key
)

select * from final
