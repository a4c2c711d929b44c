{#- By month and channel, whichever platform: the rows of channel_attribution are often about a
    person or two. -#}
with credits as (
    select
        {{ first_of_month('ordered_on') }} as attribution_month,
        channel,
        customer_id,
        case when not is_return and not is_cancelled then order_key end as order_key,
        first_touch_amount_reporting,
        last_touch_amount_reporting,
        linear_amount_reporting,
        position_based_amount_reporting,
        time_decay_amount_reporting,
        0 as spend_amount_reporting,
        0 as reported_conversions,
        0 as reported_revenue_amount_reporting
    from {{ ref('order_attribution') }}
),

credits_and_spending as (
    select * from credits
    union all
    select
        attribution_month,
        channel,
        null as customer_id,
        null as order_key,
        0 as first_touch_amount_reporting,
        0 as last_touch_amount_reporting,
        0 as linear_amount_reporting,
        0 as position_based_amount_reporting,
        0 as time_decay_amount_reporting,
        spend_amount_reporting,
        reported_conversions,
        reported_revenue_amount_reporting
    from {{ ref('channel_attribution') }}
),

channels_counted as (
    select
        attribution_month,
        channel,
        count(distinct customer_id) as customer_count
    from credits_and_spending
    group by attribution_month, channel
),

small_channels_counted as (
    select
        credits.attribution_month,
        count(distinct credits.customer_id) as people_together
    from credits
    inner join channels_counted
        on
            credits.attribution_month = channels_counted.attribution_month
            and credits.channel = channels_counted.channel
    where channels_counted.customer_count < {{ var('small_group_people') }}
    group by credits.attribution_month
),

channels_judged as (
    select
        channels_counted.attribution_month,
        channels_counted.channel,
        {{ is_merged_group(
            'channels_counted.customer_count',
            'channels_counted.attribution_month',
            'channels_counted.channel',
            'small_channels_counted.people_together'
        ) }} as is_merged
    from channels_counted
    left join small_channels_counted
        on channels_counted.attribution_month = small_channels_counted.attribution_month
),

rows_placed as (
    select
        all_rows.*,
        case when channels_judged.is_merged then 'other' else all_rows.channel end as shown_channel
    from credits_and_spending as all_rows
    inner join channels_judged
        on
            all_rows.attribution_month = channels_judged.attribution_month
            and all_rows.channel = channels_judged.channel
),

final as (
    select
        attribution_month,
        shown_channel as channel,
        count(distinct customer_id) as customer_count,
        count(distinct order_key) as order_count,
        cast(sum(first_touch_amount_reporting) as decimal(18, 2)) as first_touch_amount_reporting,
        cast(sum(last_touch_amount_reporting) as decimal(18, 2)) as last_touch_amount_reporting,
        cast(sum(linear_amount_reporting) as decimal(18, 2)) as linear_amount_reporting,
        cast(sum(position_based_amount_reporting) as decimal(18, 2))
            as position_based_amount_reporting,
        cast(sum(time_decay_amount_reporting) as decimal(18, 2)) as time_decay_amount_reporting,
        cast(sum(spend_amount_reporting) as decimal(18, 2)) as spend_amount_reporting,
        cast(sum(reported_conversions) as decimal(18, 2)) as reported_conversions,
        cast(sum(reported_revenue_amount_reporting) as decimal(18, 2))
            as reported_revenue_amount_reporting
    from rows_placed
    group by attribution_month, shown_channel
    having {{ unless_few('count(distinct customer_id)', '1') }} = 1
)

select * from final
