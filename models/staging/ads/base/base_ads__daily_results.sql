with landed as (
    {{ landed('ads', 'daily_results') }}
),

parsed as (
    select
        -- strings
        lower({{ clean_text('platform') }}) as platform,
        {{ clean_text('campaign') }} as campaign,
        upper({{ clean_text('currency_code') }}) as currency_code,

        -- numerics
        {{ within_range(parse_integer('impressions'), 0) }} as impressions,
        {{ within_range(parse_integer('clicks'), 0) }} as clicks,
        {{ within_range(parse_decimal('spend_amount'), 0) }} as spend_amount,
        -- platforms share a sale out among ads
        {{ within_range(parse_decimal('reported_conversions'), 0) }} as reported_conversions,
        {{ within_range(parse_decimal('reported_revenue_amount'), 0) }} as reported_revenue_amount,

        -- dates
        {{ parse_date('result_date') }} as result_date,

        -- provenance
        source_file,
        source_file_newest,
        source_load_id,
        source_file_id,
        source_row
    from landed
),

checked as (
    select
        parsed.*,
        case
            when parsed.result_date is null then 'unusable_result_date'
            when parsed.platform is null then 'unusable_platform'
            when parsed.campaign is null then 'unusable_campaign'
            when parsed.spend_amount is null then 'unusable_spend_amount'
        end as unusable_reason
    from parsed
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                result_date,
                platform,
                campaign
            order by
                source_file_newest desc,
                source_load_id desc,
                source_file_id desc,
                source_row desc
        ) as version_number
    from checked
),

final as (
    select
        *,
        coalesce(
            unusable_reason,
            case when version_number > 1 then 'repeated_key' end
        ) as rejection_reason
    from versions_numbered
)

select * from final
