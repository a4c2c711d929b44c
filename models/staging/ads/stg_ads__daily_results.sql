with rows_checked as (
    select * from {{ ref('base_ads__daily_results') }}
),

final as (
    select
        platform,
        campaign,
        currency_code,
        impressions,
        clicks,
        spend_amount,
        reported_conversions,
        reported_revenue_amount,
        result_date,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
