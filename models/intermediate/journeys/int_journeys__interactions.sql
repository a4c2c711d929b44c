with touchpoints as (
    select
        touchpoint_key,
        source_table,
        customer_id,
        touchpoint_at,
        coalesce(channel, 'unknown') as channel,
        touchpoint_type,
        detail,
        order_key,
        ad_click_id,
        utm_source,
        utm_campaign
    from {{ ref('int_activity__touchpoints') }}
    where customer_id is not null and not is_outbound and source_table <> 'web.events'
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

channels as (
    select
        channel,
        channel_group
    from {{ ref('channels') }}
),

journey_touches as (
    select
        source_table,
        touchpoint_type,
        channel_group,
        touch_type,
        is_click
    from {{ ref('journey_touches') }}
),

kinds_listed as (
    select distinct
        source_table,
        touchpoint_type,
        channel
    from touchpoints
),

rules_ranked as (
    select
        kinds_listed.source_table,
        kinds_listed.touchpoint_type,
        kinds_listed.channel,
        journey_touches.touch_type,
        journey_touches.is_click,
        row_number() over (
            partition by
                kinds_listed.source_table, kinds_listed.touchpoint_type, kinds_listed.channel
            order by
                case when journey_touches.touchpoint_type = '*' then 1 else 0 end asc,
                case when journey_touches.channel_group = '*' then 1 else 0 end asc
        ) as rule_rank
    from kinds_listed
    left join channels
        on kinds_listed.channel = channels.channel
    inner join journey_touches
        on
            kinds_listed.source_table = journey_touches.source_table
            and journey_touches.touchpoint_type in ('*', kinds_listed.touchpoint_type)
            and journey_touches.channel_group in ('*', channels.channel_group)
),

final as (
    select
        touchpoints.touchpoint_key as touch_key,
        touchpoints.customer_id,
        touchpoints.touchpoint_at as touched_at,
        touchpoints.channel,
        rules_ranked.touch_type,
        rules_ranked.is_click,
        touchpoints.utm_source as platform,
        touchpoints.utm_campaign as campaign,
        touchpoints.ad_click_id,
        -- the shop of a visit to a till
        case when touchpoints.source_table = 'orders' then touchpoints.order_key end as order_key,
        case when touchpoints.source_table = 'orders' then touchpoints.detail end as store_id
    from touchpoints
    inner join as_of
        on cast(touchpoints.touchpoint_at as date) <= as_of.as_of_date
    inner join rules_ranked
        on
            touchpoints.source_table = rules_ranked.source_table
            and touchpoints.touchpoint_type = rules_ranked.touchpoint_type
            and touchpoints.channel = rules_ranked.channel
            and rules_ranked.rule_rank = 1
    where rules_ranked.touch_type is not null
)

select * from final
