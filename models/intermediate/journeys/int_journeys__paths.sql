{#- The way to a purchase: the channels of its touches and, at its end, that of the purchase itself;
    the same channel again and again is one step. -#}
with order_touches as (
    select
        order_key,
        channel,
        touch_position
    from {{ ref('int_journeys__order_touches') }}
),

purchases as (
    select
        order_key,
        coalesce(channel, 'unknown') as channel
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

channels as (
    select
        channel,
        is_physical,
        channel_group = 'digital' as is_digital
    from {{ ref('channels') }}
),

steps_listed as (
    select
        order_key,
        0 as is_end,
        touch_position as step_number,
        channel
    from order_touches

    union all

    select
        order_key,
        1 as is_end,
        1 as step_number,
        channel
    from purchases
),

former_steps_found as (
    select
        *,
        lag(channel) over (
            partition by order_key order by is_end asc, step_number asc
        ) as former_channel
    from steps_listed
),

repeats_melted as (
    select
        order_key,
        is_end,
        step_number,
        channel
    from former_steps_found
    where former_channel is null or former_channel <> channel
),

final as (
    select
        repeats_melted.order_key,
        {{ dbt.listagg(
            'repeats_melted.channel', "' > '",
            'order by repeats_melted.is_end asc, repeats_melted.step_number asc'
        ) }} as channel_path,
        count(distinct repeats_melted.channel) as channel_count,
        max(case when channels.is_physical then 1 else 0 end)
        + max(case when channels.is_digital then 1 else 0 end) = 2 as is_cross_channel
    from repeats_melted
    left join channels
        on repeats_melted.channel = channels.channel
    group by repeats_melted.order_key
)

select * from final
