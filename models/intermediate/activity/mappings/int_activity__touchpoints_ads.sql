{#- A click is the person's in whose visit it arrived, else theirs who filled in the form behind
    it. -#}
with clicks as (
    select
        click_id,
        clicked_at,
        platform,
        campaign,
        device_type
    from {{ ref('stg_ads__clicks') }}
),

leads as (
    select
        lead_id,
        submitted_at,
        platform,
        campaign,
        click_id
    from {{ ref('stg_ads__leads') }}
),

arrivals_ranked as (
    select
        ad_click_id,
        record_key,
        session_key,
        row_number() over (
            partition by ad_click_id order by event_at asc, event_id asc
        ) as arrival_number
    from {{ ref('int_activity__web_events') }}
    where ad_click_id is not null
),

leads_of_clicks as (
    select
        click_id,
        min(lead_id) as lead_id
    from leads
    where click_id is not null
    group by click_id
),

clicks_named as (
    select
        clicks.click_id,
        clicks.clicked_at,
        clicks.platform,
        clicks.campaign,
        clicks.device_type,
        arrivals_ranked.session_key,
        coalesce(arrivals_ranked.record_key, 'ads|lead|' || leads_of_clicks.lead_id) as record_key
    from clicks
    left join arrivals_ranked
        on clicks.click_id = arrivals_ranked.ad_click_id and arrivals_ranked.arrival_number = 1
    left join leads_of_clicks
        on clicks.click_id = leads_of_clicks.click_id
),

final as (
    select
        'ads|click|' || click_id as touchpoint_key,
        'ads' as source_system,
        'ads.clicks' as source_table,
        record_key,
        clicked_at as touchpoint_at,
        'ads' as channel,
        'ad_click' as touchpoint_type,
        false as is_outbound,
        cast(null as varchar) as device_id,
        session_key,
        device_type,
        cast(null as varchar) as product_id,
        cast(null as varchar) as category,
        cast(null as varchar) as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as order_key,
        click_id as ad_click_id,
        platform as utm_source,
        cast(null as varchar) as utm_medium,
        campaign as utm_campaign
    from clicks_named

    union all

    select
        'ads|lead|' || lead_id as touchpoint_key,
        'ads' as source_system,
        'ads.leads' as source_table,
        'ads|lead|' || lead_id as record_key,
        submitted_at as touchpoint_at,
        'ads' as channel,
        'lead_form' as touchpoint_type,
        false as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        cast(null as varchar) as device_type,
        cast(null as varchar) as product_id,
        cast(null as varchar) as category,
        cast(null as varchar) as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        cast(null as varchar) as currency_code,
        cast(null as varchar) as order_key,
        click_id as ad_click_id,
        platform as utm_source,
        cast(null as varchar) as utm_medium,
        campaign as utm_campaign
    from leads
)

select * from final
