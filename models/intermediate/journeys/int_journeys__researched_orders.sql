{#- Looked at on the site or in the app, then bought in a shop. Looks and purchases of an article,
    and of a category, are put into one sequence, so that the last look before a purchase is found
    by reading each row once. -#}
with looks as (
    select
        web_events.event_id,
        web_events.customer_id,
        web_events.event_at,
        web_events.product_id,
        coalesce(products.category, web_events.category) as category
    from {{ ref('int_activity__web_events') }} as web_events
    left join {{ ref('int_activity__products') }} as products
        on web_events.product_id = products.product_id
    where web_events.customer_id is not null and web_events.event_name <> 'purchase'
),

articles_bought as (
    select distinct
        orders.order_key,
        orders.customer_id,
        orders.ordered_at,
        order_lines.product_id,
        products.category
    from {{ ref('int_activity__orders_known') }} as orders
    inner join {{ ref('channels') }} as channels
        on orders.channel = channels.channel and channels.is_physical
    inner join {{ ref('int_activity__order_lines') }} as order_lines
        on orders.order_key = order_lines.order_key
    left join {{ ref('int_activity__products') }} as products
        on order_lines.product_id = products.product_id
    where orders.is_purchase
),

moments_listed as (
    {%- for topic_type, topic in [('product', 'product_id'), ('category', 'category')] %}
    select
        customer_id,
        '{{ topic_type }}' as topic_type,
        {{ topic }} as topic,
        event_at as happened_at,
        event_at as looked_at,
        cast(null as varchar) as order_key
    from looks
    where {{ topic }} is not null

    union all

    select distinct
        customer_id,
        '{{ topic_type }}' as topic_type,
        {{ topic }} as topic,
        ordered_at as happened_at,
        cast(null as timestamp) as looked_at,
        order_key
    from articles_bought
    where {{ topic }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- a look and a purchase at the same second count as in this order; which look of a second is taken
-- makes no difference
last_looks_found as (
    select
        order_key,
        topic_type,
        topic,
        happened_at,
        max(looked_at) over (
            partition by customer_id, topic_type, topic
            order by happened_at asc
            range between unbounded preceding and current row
        ) as last_looked_at
    from moments_listed
),

topics_researched as (
    select
        order_key,
        topic_type,
        topic
    from last_looks_found
    where
        order_key is not null
        and {{ seconds_between('last_looked_at', 'happened_at') }} <= 86400 * {{ var('ropo_days') }}
),

final as (
    select
        order_key,
        case
            when max(case when topic_type = 'product' then 1 else 0 end) = 1 then 'product'
            else 'category'
        end as researched_by,
        count(case when topic_type = 'product' then 1 end) as researched_product_count
    from topics_researched
    group by order_key
)

select * from final
