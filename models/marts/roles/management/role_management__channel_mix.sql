with channel_mix as (
    select * from {{ ref('overview_channel_mix') }}
),

final as (
    select
        channel,
        customer_count,
        touchpoint_count,
        order_count,
        net_amount_reporting
    from channel_mix
)

select * from final
