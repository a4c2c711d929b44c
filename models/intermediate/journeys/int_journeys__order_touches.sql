{#- A touch belongs to the customer's next purchase after it and to no other: what happened before a
    purchase has done its work with it, and a touch that counted for two purchases would count
    twice. Touches and purchases are put into one sequence and counted off, so that each row is read
    once. -#}
with touches as (
    select
        touch_key,
        customer_id,
        touched_at,
        channel,
        touch_type,
        platform,
        campaign,
        session_key,
        order_key,
        store_id
    from {{ ref('int_journeys__touches') }}
),

purchases as (
    select
        order_key,
        customer_id,
        store_id,
        ordered_at,
        ordered_on,
        row_number() over (
            partition by customer_id order by ordered_at asc, order_key asc
        ) as purchase_number
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

-- the visit to a till that ended with a purchase comes after it: it is a touch of the next one
moments_listed as (
    select
        *,
        case when order_key is null then 0 else 2 end as turn,
        touch_key as moment_key,
        0 as is_purchase
    from touches

    union all

    select
        cast(null as varchar) as touch_key,
        customer_id,
        ordered_at as touched_at,
        cast(null as varchar) as channel,
        cast(null as varchar) as touch_type,
        cast(null as varchar) as platform,
        cast(null as varchar) as campaign,
        cast(null as varchar) as session_key,
        order_key,
        store_id,
        1 as turn,
        order_key as moment_key,
        1 as is_purchase
    from purchases
),

purchases_counted as (
    select
        *,
        sum(is_purchase) over (
            partition by customer_id
            order by touched_at asc, turn asc, moment_key asc
            rows between unbounded preceding and current row
        ) as former_purchase_count
    from moments_listed
),

touches_assigned as (
    select
        purchases.order_key,
        purchases_counted.touch_key,
        purchases.customer_id,
        purchases.ordered_at,
        purchases_counted.touched_at,
        purchases_counted.channel,
        purchases_counted.touch_type,
        purchases_counted.platform,
        purchases_counted.campaign,
        purchases_counted.session_key,
        {{ seconds_between('purchases_counted.touched_at', 'purchases.ordered_at') }}
            as seconds_before_order
    from purchases_counted
    inner join purchases
        on
            purchases_counted.customer_id = purchases.customer_id
            and purchases_counted.former_purchase_count + 1 = purchases.purchase_number
    where
        purchases_counted.is_purchase = 0
        -- two receipts of one walk are one visit to the shop
        and not coalesce(
            purchases_counted.store_id = purchases.store_id
            and cast(purchases_counted.touched_at as date) = purchases.ordered_on,
            false
        )
),

final as (
    select
        order_key,
        touch_key,
        customer_id,
        ordered_at,
        touched_at,
        channel,
        touch_type,
        platform,
        campaign,
        session_key,
        seconds_before_order,
        row_number() over (
            partition by order_key order by touched_at asc, touch_key asc
        ) as touch_position,
        count(*) over (partition by order_key) as touch_count
    from touches_assigned
    where seconds_before_order <= 86400 * {{ var('attribution_window_days') }}
)

select * from final
