{#- Sums meet sums: credit and spend are each added up to month, platform and campaign before they
    stand side by side. -#}
{%- set models = ['first_touch', 'last_touch', 'linear', 'position_based', 'time_decay'] -%}

with credits_summed as (
    select
        {{ first_of_month('ordered_on') }} as attribution_month,
        channel,
        platform,
        campaign,
        {%- for model in models %}
        sum({{ model }}_amount_reporting) as {{ model }}_amount,
        {%- endfor %}
        count(distinct case when not is_return and not is_cancelled then order_key end)
            as order_count
    from {{ ref('order_attribution') }}
    group by {{ first_of_month('ordered_on') }}, channel, platform, campaign
),

ad_months as (
    select
        spend_month,
        'ads' as channel,
        platform,
        campaign,
        spend_amount_reporting,
        reported_conversions,
        reported_revenue_amount_reporting
    from {{ ref('int_journeys__ad_months') }}
),

sums_side_by_side as (
    select
        coalesce(credits_summed.attribution_month, ad_months.spend_month) as attribution_month,
        coalesce(credits_summed.channel, ad_months.channel) as channel,
        coalesce(credits_summed.platform, ad_months.platform) as platform,
        coalesce(credits_summed.campaign, ad_months.campaign) as campaign,
        coalesce(credits_summed.order_count, 0) as order_count,
        {%- for model in models %}
        coalesce(credits_summed.{{ model }}_amount, 0) as {{ model }}_amount,
        {%- endfor %}
        ad_months.spend_amount_reporting,
        ad_months.reported_conversions,
        ad_months.reported_revenue_amount_reporting
    from credits_summed
    full outer join ad_months
        on
            credits_summed.attribution_month = ad_months.spend_month
            and credits_summed.channel = ad_months.channel
            and credits_summed.platform = ad_months.platform
            and credits_summed.campaign = ad_months.campaign
),

final as (
    select
        attribution_month,
        channel,
        platform,
        campaign,
        order_count,
        {%- for model in models %}
        cast({{ model }}_amount as decimal(18, 2)) as {{ model }}_amount_reporting,
        {%- endfor %}
        cast(spend_amount_reporting as decimal(18, 2)) as spend_amount_reporting,
        {%- for model in models %}
        cast({{ model }}_amount / nullif(spend_amount_reporting, 0) as decimal(18, 4))
            as {{ model }}_return_on_ad_spend,
        {%- endfor %}
        cast(reported_conversions as decimal(18, 2)) as reported_conversions,
        cast(reported_revenue_amount_reporting as decimal(18, 2))
            as reported_revenue_amount_reporting,
        cast(
            reported_revenue_amount_reporting / nullif(spend_amount_reporting, 0) as decimal(18, 4)
        ) as reported_return_on_ad_spend
    from sums_side_by_side
)

select * from final
