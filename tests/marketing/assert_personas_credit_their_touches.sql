-- Claims that the orders of the personas credit the touches of seeds/expected/expected_credits.csv,
-- worked out by hand, with these amounts, and no others. Orders that are not listed are unattributed.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        order_key,
        touch_key,
        channel,
        first_touch_amount,
        last_touch_amount,
        linear_amount,
        position_based_amount,
        time_decay_amount
    from {{ ref('expected_credits') }}
),

credits as (
    select
        order_key,
        touch_key,
        channel,
        first_touch_amount_reporting,
        last_touch_amount_reporting,
        linear_amount_reporting,
        position_based_amount_reporting,
        time_decay_amount_reporting
    from {{ ref('order_attribution') }}
    where touch_key is not null
),

final as (
    select
        coalesce(expected.order_key, credits.order_key) as order_key,
        coalesce(expected.touch_key, credits.touch_key) as touch_key
    from expected
    full outer join credits
        on
            expected.order_key = credits.order_key
            and expected.touch_key = credits.touch_key
    where
        expected.order_key is null
        or credits.order_key is null
        or expected.channel is distinct from credits.channel
        or expected.first_touch_amount is distinct from credits.first_touch_amount_reporting
        or expected.last_touch_amount is distinct from credits.last_touch_amount_reporting
        or expected.linear_amount is distinct from credits.linear_amount_reporting
        or expected.position_based_amount is distinct from credits.position_based_amount_reporting
        or expected.time_decay_amount is distinct from credits.time_decay_amount_reporting
)

select * from final
