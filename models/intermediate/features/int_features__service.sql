{#- Requests and complaints, ads and networks by each date. -#}
with tickets as (
    select
        customer_id,
        cast(opened_at as date) as happened_on,
        case when is_complaint then 'complaint' else 'ticket' end as signal_name
    from {{ ref('int_activity__support_tickets') }}
    where customer_id is not null
),

interactions as (
    select
        customer_id,
        cast(touchpoint_at as date) as happened_on,
        case when source_system = 'social' then 'social' else 'ad_click' end as signal_name
    from {{ ref('int_activity__touchpoints') }}
    where
        customer_id is not null
        and (source_system = 'social' or touchpoint_type = 'ad_click')
),

signals_listed as (
    select * from tickets
    union all
    select * from interactions
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

signals_dated as (
    select
        signals_listed.customer_id,
        signals_listed.signal_name,
        dates.as_of_date,
        {{ days_between('signals_listed.happened_on', 'dates.as_of_date') }} as days_ago
    from signals_listed
    inner join dates
        on signals_listed.happened_on <= dates.as_of_date
),

final as (
    select
        customer_id,
        as_of_date,
        count(case when signal_name in ('ticket', 'complaint') and days_ago < 90 then 1 end)
            as tickets_90d,
        count(case when signal_name = 'complaint' and days_ago < 90 then 1 end) as complaints_90d,
        min(case when signal_name = 'complaint' then days_ago end) as days_since_last_complaint,
        count(case when signal_name = 'ad_click' and days_ago < 90 then 1 end) as ad_clicks_90d,
        count(case when signal_name = 'social' and days_ago < 90 then 1 end)
            as social_interactions_90d
    from signals_dated
    group by customer_id, as_of_date
)

select * from final
