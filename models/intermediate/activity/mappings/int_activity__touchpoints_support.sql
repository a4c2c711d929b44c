with interactions as (
    select
        interaction_id,
        ticket_id,
        channel,
        direction,
        interaction_at
    from {{ ref('stg_support__interactions') }}
),

tickets as (
    select
        ticket_id,
        requester_id,
        channel,
        reason,
        is_complaint,
        order_id,
        product_code
    from {{ ref('stg_support__tickets') }}
),

final as (
    select
        'support|' || interactions.interaction_id as touchpoint_key,
        'support' as source_system,
        'support.interactions' as source_table,
        'support|requester|' || tickets.requester_id as record_key,
        interactions.interaction_at as touchpoint_at,
        coalesce(interactions.channel, tickets.channel, 'unknown') as channel,
        case when tickets.is_complaint then 'complaint' else 'support' end as touchpoint_type,
        coalesce(interactions.direction = 'outbound', false) as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        cast(null as varchar) as device_type,
        tickets.product_code as product_id,
        cast(null as varchar) as category,
        tickets.reason as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        'shop|' || tickets.order_id as order_key,
        cast(null as varchar) as ad_click_id,
        cast(null as varchar) as utm_source,
        cast(null as varchar) as utm_medium,
        cast(null as varchar) as utm_campaign
    from interactions
    left join tickets
        on interactions.ticket_id = tickets.ticket_id
)

select * from final
