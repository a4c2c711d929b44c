-- Claims that each credited touch comes before its purchase and within attribution_window_days,
-- that no purchase of the customer lies between the two, and that no touch is credited with two
-- purchases.
with touches_credited as (
    select
        attribution.order_key,
        attribution.touch_key,
        attribution.customer_id,
        attribution.touched_at,
        attribution.ordered_at
    from {{ ref('order_attribution') }} as attribution
    where attribution.touch_key is not null and not attribution.is_return
),

purchases as (
    select
        order_key,
        customer_id,
        ordered_at
    from {{ ref('order_journeys') }}
),

final as (
    select
        touch_key,
        min(order_key) as order_key
    from touches_credited
    group by touch_key
    having count(distinct order_key) > 1

    union all

    select
        touch_key,
        order_key
    from touches_credited
    where
        touched_at > ordered_at
        or {{ seconds_between('touched_at', 'ordered_at') }}
        > 86400 * {{ var('attribution_window_days') }}

    union all

    select
        touches_credited.touch_key,
        touches_credited.order_key
    from touches_credited
    inner join purchases
        on
            touches_credited.customer_id = purchases.customer_id
            and touches_credited.touched_at < purchases.ordered_at
            and touches_credited.ordered_at > purchases.ordered_at
)

select * from final
