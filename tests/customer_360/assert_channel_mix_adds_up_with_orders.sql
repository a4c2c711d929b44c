-- Claims that purchases and revenue by channel are those of the profile, customer by customer.
-- Fails when a sale has no touchpoint, or a channel is lost between the two.
with channel_mix as (
    select
        customer_id,
        sum(order_count) as order_count,
        sum(net_amount_reporting) as net_amount_reporting
    from {{ ref('customer_channel_mix') }}
    group by customer_id
),

profile as (
    select
        customer_id,
        order_count,
        historic_clv_reporting
    from {{ ref('customer_360') }}
),

final as (
    select
        profile.customer_id,
        profile.order_count,
        channel_mix.order_count as channel_order_count,
        profile.historic_clv_reporting,
        channel_mix.net_amount_reporting
    from profile
    left join channel_mix
        on profile.customer_id = channel_mix.customer_id
    where
        profile.order_count <> coalesce(channel_mix.order_count, 0)
        or profile.historic_clv_reporting <> coalesce(channel_mix.net_amount_reporting, 0)
)

select * from final
