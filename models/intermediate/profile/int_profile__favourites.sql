{#- The product, category and brand bought on most lines; then the one with more money, then the
    name. -#}
with purchases as (
    select
        order_key,
        customer_id
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

order_lines as (
    select
        order_key,
        product_id,
        net_amount_reporting
    from {{ ref('int_activity__order_lines') }}
    where customer_id is not null
),

products as (
    select
        product_id,
        category,
        brand
    from {{ ref('int_activity__products') }}
),

-- articles first: there are far fewer of them per customer than lines
articles_counted as (
    select
        purchases.customer_id,
        order_lines.product_id,
        count(*) as line_count,
        sum(order_lines.net_amount_reporting) as amount
    from order_lines
    inner join purchases
        on order_lines.order_key = purchases.order_key
    group by purchases.customer_id, order_lines.product_id
),

favourites_listed as (
    select
        customer_id,
        'product' as favourite_type,
        product_id as favourite,
        line_count,
        amount
    from articles_counted

    union all

    select
        articles_counted.customer_id,
        'category' as favourite_type,
        products.category as favourite,
        sum(articles_counted.line_count) as line_count,
        sum(articles_counted.amount) as amount
    from articles_counted
    inner join products
        on articles_counted.product_id = products.product_id
    group by articles_counted.customer_id, products.category

    union all

    select
        articles_counted.customer_id,
        'brand' as favourite_type,
        products.brand as favourite,
        sum(articles_counted.line_count) as line_count,
        sum(articles_counted.amount) as amount
    from articles_counted
    inner join products
        on articles_counted.product_id = products.product_id
    group by articles_counted.customer_id, products.brand
),

favourites_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, favourite_type
            order by line_count desc, amount desc, favourite asc
        ) as favourite_rank,
        sum(line_count) over (partition by customer_id, favourite_type) as line_total
    from favourites_listed
    where favourite is not null
),

shares_computed as (
    select
        customer_id,
        favourite_type,
        favourite,
        cast(line_count as bigint) as line_count,
        cast(cast(line_count as decimal(18, 4)) / line_total as decimal(5, 4)) as line_share
    from favourites_ranked
    where favourite_rank = 1
),

final as (
    select
        {%- for favourite_type in ['product', 'category', 'brand'] %}
        max(case when favourite_type = '{{ favourite_type }}' then favourite end)
            as favourite_{{ favourite_type }},
        max(case when favourite_type = '{{ favourite_type }}' then line_count end)
            as favourite_{{ favourite_type }}_line_count,
        max(case when favourite_type = '{{ favourite_type }}' then line_share end)
            as favourite_{{ favourite_type }}_share,
        {%- endfor %}
        customer_id
    from shares_computed
    group by customer_id
)

select * from final
