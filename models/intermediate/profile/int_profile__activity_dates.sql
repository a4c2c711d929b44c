{#- When each kind of source last told something of a customer: the profile says how fresh it
    is. -#}
with orders as (
    select
        customer_id,
        source_system,
        max(ordered_at) as last_activity_at
    from {{ ref('int_activity__orders_summed') }}
    where customer_id is not null
    group by customer_id, source_system
),

touchpoints as (
    select
        customer_id,
        source_system,
        max(touchpoint_at) as last_activity_at
    from {{ ref('int_activity__touchpoints') }}
    where customer_id is not null
    group by customer_id, source_system
),

points as (
    select
        customer_id,
        source_system,
        max(booked_at) as last_activity_at
    from {{ ref('int_activity__loyalty_points') }}
    where customer_id is not null
    group by customer_id, source_system
),

records as (
    select
        customer_id,
        source_system,
        max(updated_at) as last_activity_at
    from {{ ref('int_identity__identities') }}
    group by customer_id, source_system
),

activity as (
    select * from orders
    union all
    select * from touchpoints
    union all
    select * from points
    union all
    select * from records
),

final as (
    select
        customer_id,
        max(last_activity_at) as profile_updated_at,
        max(case when source_system = 'pos' then last_activity_at end) as freshness_pos,
        max(case when source_system = 'shop' then last_activity_at end) as freshness_shop,
        max(case when source_system = 'web' then last_activity_at end) as freshness_web,
        max(case when source_system = 'loyalty' then last_activity_at end) as freshness_loyalty,
        max(case when source_system = 'crm' then last_activity_at end) as freshness_crm,
        max(case when source_system = 'email' then last_activity_at end) as freshness_email,
        max(case when source_system = 'support' then last_activity_at end) as freshness_support,
        max(case when source_system = 'survey' then last_activity_at end) as freshness_survey,
        max(case when source_system = 'ads' then last_activity_at end) as freshness_ads,
        max(case when source_system = 'social' then last_activity_at end) as freshness_social,
        max(case when source_system = 'external' then last_activity_at end) as freshness_external,
        max(case when source_system not in {{ house_systems() }} then last_activity_at end)
            as freshness_feeds
    from activity
    group by customer_id
)

select * from final
