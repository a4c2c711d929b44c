{#- Who would have been written to and was left out on purpose, to compare: no interaction. -#}
with held_out as (
    select
        event_id,
        campaign_id,
        subscriber_id,
        event_at
    from {{ ref('stg_email__events') }}
    where event_type = 'held_out'
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

final as (
    select
        held_out.event_id as holdout_key,
        held_out.campaign_id,
        'email|subscriber|' || held_out.subscriber_id as record_key,
        identities.customer_id,
        held_out.event_at as held_out_at
    from held_out
    left join identities
        on 'email|subscriber|' || held_out.subscriber_id = identities.record_key
)

select * from final
