{#- How broadly a customer had bought in the half year up to each date. -#}
with articles_bought as (
    select
        customer_id,
        product_id,
        cast(ordered_at as date) as ordered_on
    from {{ ref('int_activity__articles_bought') }}
    where customer_id is not null and product_id is not null
),

products as (
    select
        product_id,
        category
    from {{ ref('int_activity__products') }}
),

categories_bought as (
    select distinct
        articles_bought.customer_id,
        products.category,
        articles_bought.ordered_on
    from articles_bought
    inner join products
        on articles_bought.product_id = products.product_id
    where products.category is not null
),

-- a category counts once: on the day on which it was last bought before the date
purchases_followed as (
    select
        customer_id,
        ordered_on,
        lead(ordered_on) over (partition by customer_id, category order by ordered_on)
            as next_ordered_on
    from categories_bought
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

final as (
    select
        purchases_followed.customer_id,
        dates.as_of_date,
        count(*) as distinct_category_count_180d
    from purchases_followed
    inner join dates
        on
            purchases_followed.ordered_on <= dates.as_of_date
            and (
                purchases_followed.next_ordered_on is null
                or purchases_followed.next_ordered_on > dates.as_of_date
            )
    where {{ days_between('purchases_followed.ordered_on', 'dates.as_of_date') }} < 180
    group by purchases_followed.customer_id, dates.as_of_date
)

select * from final
