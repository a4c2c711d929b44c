{#- By month and channel, whichever platform: the rows of channel_attribution are often about a
    person or two. -#}
with credits as (
    select
        {{ first_of_month('ordered_on') }} as attribution_month,
        channel,
        customer_id,
        order_key,
        is_return,
        is_cancelled,
        first_touch_amount_reporting,
        last_touch_amount_reporting,
        linear_amount_reporting,
        position_based_amount_reporting,
        time_decay_amount_reporting
    from {{ ref('order_attribution') }}
),

spending as (
    select
        attribution_month,
        channel,
        sum(spend_amount_reporting) as spend_amount,
        sum(reported_conversions) as reported_conversions,
        sum(reported_revenue_amount_reporting) as reported_revenue_amount
    from {{ ref('channel_attribution') }}
    group by attribution_month, channel
),

channels_counted as (
    select
        attribution_month,
        channel,
        count(distinct customer_id) as customer_count
    from credits
    group by attribution_month, channel
),

channels_judged as (
    select
        *,
        {{ is_merged_group('customer_count', 'attribution_month', 'channel') }} as is_merged
    from channels_counted
),

credits_summed as (
    select
        credits.attribution_month,
        case when channels_judged.is_merged then 'other' else credits.channel end as channel,
        count(distinct credits.customer_id) as customer_count,
        count(
            distinct case
                when not credits.is_return and not credits.is_cancelled then credits.order_key
            end
        ) as order_count,
        sum(credits.first_touch_amount_reporting) as first_touch_amount,
        sum(credits.last_touch_amount_reporting) as last_touch_amount,
        sum(credits.linear_amount_reporting) as linear_amount,
        sum(credits.position_based_amount_reporting) as position_based_amount,
        sum(credits.time_decay_amount_reporting) as time_decay_amount
    from credits
    inner join channels_judged
        on
            credits.attribution_month = channels_judged.attribution_month
            and credits.channel = channels_judged.channel
    group by
        credits.attribution_month,
        case when channels_judged.is_merged then 'other' else credits.channel end
),

final as (
    select
        credits_summed.attribution_month,
        credits_summed.channel,
        credits_summed.customer_count,
        credits_summed.order_count,
        cast(credits_summed.first_touch_amount as decimal(18, 2)) as first_touch_amount_reporting,
        cast(credits_summed.last_touch_amount as decimal(18, 2)) as last_touch_amount_reporting,
        cast(credits_summed.linear_amount as decimal(18, 2)) as linear_amount_reporting,
        cast(credits_summed.position_based_amount as decimal(18, 2))
            as position_based_amount_reporting,
        cast(credits_summed.time_decay_amount as decimal(18, 2)) as time_decay_amount_reporting,
        cast(coalesce(spending.spend_amount, 0) as decimal(18, 2)) as spend_amount_reporting,
        cast(coalesce(spending.reported_conversions, 0) as decimal(18, 2))
            as reported_conversions,
        cast(coalesce(spending.reported_revenue_amount, 0) as decimal(18, 2))
            as reported_revenue_amount_reporting
    from credits_summed
    left join spending
        on
            credits_summed.attribution_month = spending.attribution_month
            and credits_summed.channel = spending.channel
    where {{ unless_few('credits_summed.customer_count', '1') }} = 1
)

select * from final
