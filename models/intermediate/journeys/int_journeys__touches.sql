{#- A click leads somewhere: where a visit, a form or another click of the same message or ad
    follows soon, that is the touch, and counting both would count one act twice. -#}
with touches_listed as (
    select
        touch_key,
        customer_id,
        touched_at,
        channel,
        touch_type,
        false as is_click,
        platform,
        campaign,
        ad_click_id,
        session_key,
        cast(null as varchar) as order_key,
        cast(null as varchar) as store_id
    from {{ ref('int_journeys__visits') }}

    union all

    select
        touch_key,
        customer_id,
        touched_at,
        channel,
        touch_type,
        is_click,
        platform,
        campaign,
        ad_click_id,
        cast(null as varchar) as session_key,
        order_key,
        store_id
    from {{ ref('int_journeys__interactions') }}
),

chains_named as (
    select
        *,
        coalesce('ad click|' || ad_click_id, 'campaign|' || campaign, touch_key) as chain_key
    from touches_listed
),

followers_found as (
    select
        *,
        lead(touched_at) over (
            partition by customer_id, chain_key
            order by
                touched_at asc, case when is_click then 0 else 1 end asc, touch_key asc
        ) as follower_at
    from chains_named
),

final as (
    select
        touch_key,
        customer_id,
        touched_at,
        channel,
        touch_type,
        platform,
        -- platforms and links write the same campaign in capitals or not
        case when channel = 'ads' then lower(campaign) else campaign end as campaign,
        session_key,
        order_key,
        store_id
    from followers_found
    where
        not is_click
        or follower_at is null
        or {{ seconds_between('touched_at', 'follower_at') }}
        > 60 * {{ var('click_visit_minutes') }}
)

select * from final
