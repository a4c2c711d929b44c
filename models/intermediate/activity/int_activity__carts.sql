with cart_events as (
    select
        cart_key,
        event_key,
        owner_key,
        customer_id,
        event_at,
        event_name,
        channel,
        device_type,
        order_key,
        stage_number
    from {{ ref('int_activity__cart_events') }}
),

cart_articles as (
    select
        cart_key,
        count(*) as article_count,
        sum(quantity) as item_quantity,
        sum(quantity * unit_price_reporting) as cart_amount
    from {{ ref('int_activity__cart_articles') }}
    where quantity > 0
    group by cart_key
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

stages_named as (
    select
        stage_number,
        min(cart_stage) as cart_stage
    from {{ ref('cart_stages') }}
    group by stage_number
),

events_ranked as (
    select
        *,
        row_number() over (
            partition by cart_key
            order by
                case when channel is null then 1 else 0 end asc, event_at desc, event_key desc
        ) as last_place
    from cart_events
),

-- a purchase without a cart is an order, no cart
carts_summed as (
    select
        cart_key,
        min(owner_key) as owner_key,
        max(customer_id) as customer_id,
        max(case when last_place = 1 then channel end) as channel,
        max(case when last_place = 1 then device_type end) as device_type,
        min(event_at) as started_at,
        max(case when event_name <> 'purchase' then event_at end) as last_touched_at,
        max(case when event_name = 'purchase' then event_at end) as purchased_at,
        max(order_key) as order_key,
        max(case when event_name <> 'purchase' then stage_number end) as last_stage_number
    from events_ranked
    group by cart_key
    having count(case when event_name = 'add_to_cart' then 1 end) > 0
),

final as (
    select
        carts_summed.cart_key,
        carts_summed.owner_key,
        carts_summed.customer_id,
        carts_summed.channel,
        carts_summed.device_type,
        carts_summed.started_at,
        carts_summed.last_touched_at,
        carts_summed.purchased_at,
        carts_summed.order_key,
        stages_named.cart_stage as last_stage,
        case
            when carts_summed.purchased_at is not null then 'purchased'
            when coalesce(cart_articles.item_quantity, 0) = 0 then 'emptied'
            when
                {{ days_between('cast(carts_summed.last_touched_at as date)', 'as_of.as_of_date') }}
                > {{ var('cart_idle_days') }}
                then 'left'
            else 'open'
        end as cart_status,
        coalesce(cart_articles.article_count, 0) as article_count,
        cast(coalesce(cart_articles.item_quantity, 0) as decimal(18, 3)) as item_quantity,
        cast(round(cart_articles.cart_amount, 2) as decimal(18, 2)) as cart_amount_reporting
    from carts_summed
    cross join as_of
    inner join stages_named
        on carts_summed.last_stage_number = stages_named.stage_number
    left join cart_articles
        on carts_summed.cart_key = cart_articles.cart_key
)

select * from final
