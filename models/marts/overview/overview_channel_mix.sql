with channel_mix as (
    select
        customer_id,
        channel,
        touchpoint_count,
        order_count,
        net_amount_reporting
    from {{ ref('customer_channel_mix') }}
),

channels_counted as (
    select
        channel,
        count(*) as customer_count
    from channel_mix
    group by channel
),

small_channels_counted as (
    select count(distinct channel_mix.customer_id) as people_together
    from channel_mix
    inner join channels_counted
        on channel_mix.channel = channels_counted.channel
    where channels_counted.customer_count < {{ var('small_group_people') }}
),

channels_judged as (
    select
        channels_counted.channel,
        {{ is_merged_group(
            'channels_counted.customer_count',
            '1',
            'channels_counted.channel',
            'small_channels_counted.people_together'
        ) }} as is_merged
    from channels_counted
    cross join small_channels_counted
),

final as (
    select
        case when channels_judged.is_merged then 'other' else channel_mix.channel end as channel,
        count(distinct channel_mix.customer_id) as customer_count,
        cast(sum(channel_mix.touchpoint_count) as bigint) as touchpoint_count,
        cast(sum(channel_mix.order_count) as bigint) as order_count,
        cast(sum(channel_mix.net_amount_reporting) as decimal(18, 2)) as net_amount_reporting
    from channel_mix
    inner join channels_judged
        on channel_mix.channel = channels_judged.channel
    group by case when channels_judged.is_merged then 'other' else channel_mix.channel end
    having {{ unless_few('count(distinct channel_mix.customer_id)', '1') }} = 1
)

select * from final
