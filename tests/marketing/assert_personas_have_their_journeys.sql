-- Claims that the personas came to their purchases as seeds/expected/expected_journeys.csv says, worked
-- out by hand; an empty expectation means null. Each purchase of a persona is listed.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        order_key,
        channel_path,
        touch_count,
        days_from_first_touch,
        is_cross_channel,
        researched_by
    from {{ ref('expected_journeys') }}
),

journeys as (
    select
        order_key,
        channel_path,
        touch_count,
        days_from_first_touch,
        is_cross_channel,
        researched_by
    from {{ ref('order_journeys') }}
),

final as (
    select
        coalesce(expected.order_key, journeys.order_key) as order_key,
        expected.channel_path as expected_path,
        journeys.channel_path as actual_path
    from expected
    full outer join journeys
        on expected.order_key = journeys.order_key
    where
        expected.order_key is null
        or journeys.order_key is null
        or expected.channel_path is distinct from journeys.channel_path
        or expected.touch_count is distinct from journeys.touch_count
        or expected.days_from_first_touch is distinct from journeys.days_from_first_touch
        or expected.is_cross_channel is distinct from journeys.is_cross_channel
        or expected.researched_by is distinct from journeys.researched_by
)

select * from final
