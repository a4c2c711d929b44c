with ad_spend as (
    select
        {{ first_of_month('ad_spend_daily.result_date') }} as spend_month,
        ad_spend_daily.platform,
        -- as the touches write it
        lower(ad_spend_daily.campaign) as campaign,
        ad_spend_daily.spend_amount_reporting,
        ad_spend_daily.reported_conversions,
        ad_spend_daily.reported_revenue_amount_reporting
    from {{ ref('int_activity__ad_spend_daily') }} as ad_spend_daily
    inner join {{ ref('int_activity__as_of') }} as as_of
        on ad_spend_daily.result_date <= as_of.as_of_date
),

final as (
    select
        spend_month,
        platform,
        campaign,
        sum(spend_amount_reporting) as spend_amount_reporting,
        sum(reported_conversions) as reported_conversions,
        sum(reported_revenue_amount_reporting) as reported_revenue_amount_reporting
    from ad_spend
    group by spend_month, platform, campaign
)

select * from final
