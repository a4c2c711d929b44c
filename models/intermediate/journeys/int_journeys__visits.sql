with sessions as (
    select
        session_key,
        customer_id,
        started_at,
        channel,
        ad_click_id,
        lower(utm_source) as utm_source,
        lower(utm_medium) as utm_medium,
        utm_campaign
    from {{ ref('int_activity__sessions') }}
    where customer_id is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

utm_media as (
    select
        utm_medium,
        channel
    from {{ ref('utm_media') }}
),

ad_clicks as (
    select
        click_id,
        platform,
        campaign
    from {{ ref('stg_ads__clicks') }}
),

-- links may bear the name of a message instead of its key; a name that two messages bear says
-- nothing
messages_by_name as (
    select
        coalesce(channel, 'email') as channel,
        lower(campaign_name) as campaign_name,
        min(campaign_id) as campaign_id
    from {{ ref('stg_email__campaigns') }}
    group by coalesce(channel, 'email'), lower(campaign_name)
    having count(*) = 1
),

visits_placed as (
    select
        sessions.session_key,
        sessions.customer_id,
        sessions.started_at,
        sessions.ad_click_id,
        case
            when sessions.ad_click_id is not null then 'ads'
            else coalesce(utm_media.channel, sessions.channel)
        end as channel,
        coalesce(ad_clicks.platform, sessions.utm_source) as platform,
        coalesce(ad_clicks.campaign, sessions.utm_campaign) as campaign
    from sessions
    inner join as_of
        on cast(sessions.started_at as date) <= as_of.as_of_date
    left join utm_media
        on sessions.utm_medium = utm_media.utm_medium
    left join ad_clicks
        on sessions.ad_click_id = ad_clicks.click_id
),

final as (
    select
        'visit|' || visits_placed.session_key as touch_key,
        visits_placed.customer_id,
        visits_placed.started_at as touched_at,
        visits_placed.channel,
        'visit' as touch_type,
        visits_placed.platform,
        coalesce(messages_by_name.campaign_id, visits_placed.campaign) as campaign,
        visits_placed.session_key,
        visits_placed.ad_click_id
    from visits_placed
    left join messages_by_name
        on
            visits_placed.channel = messages_by_name.channel
            and lower(visits_placed.campaign) = messages_by_name.campaign_name
)

select * from final
