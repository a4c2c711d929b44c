{#- Carts left and lists kept by each date. A cart that holds something is left once nobody touched
    it for cart_idle_days: from then on nothing is added to it, so later days cannot change it. -#}
with carts as (
    select
        customer_id,
        cast(last_touched_at as date) as last_touched_on,
        cast(purchased_at as date) as purchased_on
    from {{ ref('int_activity__carts') }}
    where customer_id is not null and cart_status <> 'emptied'
),

wish_list_items as (
    select
        customer_id,
        cast(added_at as date) as added_on,
        cast(removed_at as date) as removed_on,
        cast(bought_at as date) as bought_on
    from {{ ref('int_activity__wish_list_items') }}
    where customer_id is not null
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

signals_listed as (
    select
        carts.customer_id,
        dates.as_of_date,
        1 as cart_left,
        0 as list_item
    from carts
    inner join dates
        on
            {{ days_between('carts.last_touched_on', 'dates.as_of_date') }}
            > {{ var('cart_idle_days') }}
    where
        {{ days_between('carts.last_touched_on', 'dates.as_of_date') }} < 90
        and coalesce(carts.purchased_on > dates.as_of_date, true)

    union all

    select
        wish_list_items.customer_id,
        dates.as_of_date,
        0 as cart_left,
        1 as list_item
    from wish_list_items
    inner join dates
        on wish_list_items.added_on <= dates.as_of_date
    where
        coalesce(wish_list_items.removed_on > dates.as_of_date, true)
        and coalesce(wish_list_items.bought_on > dates.as_of_date, true)
),

final as (
    select
        customer_id,
        as_of_date,
        cast(sum(cart_left) as bigint) as carts_left_90d,
        cast(sum(list_item) as bigint) as open_list_item_count
    from signals_listed
    group by customer_id, as_of_date
)

select * from final
