with daily_results as (
    select
        result_date,
        platform,
        campaign,
        impressions,
        clicks,
        spend_amount,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        reported_conversions,
        reported_revenue_amount
    from {{ ref('stg_ads__daily_results') }}
),

exchange_rates as (
    select
        currency_code,
        valid_from,
        valid_before,
        exchange_rate
    from {{ ref('int_activity__exchange_rates') }}
),

final as (
    select
        daily_results.platform
        || '|'
        || daily_results.campaign
        || '|'
        || cast(daily_results.result_date as varchar) as ad_spend_key,
        daily_results.result_date,
        daily_results.platform,
        daily_results.campaign,
        daily_results.impressions,
        daily_results.clicks,
        daily_results.currency_code,
        daily_results.spend_amount,
        cast(
            round(daily_results.spend_amount * exchange_rates.exchange_rate, 2) as decimal(18, 2)
        ) as spend_amount_reporting,
        daily_results.reported_conversions,
        cast(
            round(
                daily_results.reported_revenue_amount * exchange_rates.exchange_rate, 2
            ) as decimal(18, 2)
        ) as reported_revenue_amount_reporting
    from daily_results
    left join exchange_rates
        on
            daily_results.currency_code = exchange_rates.currency_code
            and daily_results.result_date >= exchange_rates.valid_from
            and daily_results.result_date < exchange_rates.valid_before
)

select * from final
