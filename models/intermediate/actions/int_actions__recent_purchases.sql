{#- Occasions of which the customer has just bought the article, or its category. -#}
with occasions as (
    select
        dedupe_key,
        trigger_id,
        subject_key,
        action_id,
        customer_id
    from {{ ref('int_actions__occasions') }}
),

event_articles as (
    select
        trigger_id,
        subject_key,
        product_id
    from {{ ref('int_actions__event_articles') }}
),

actions as (
    select
        action_id,
        recent_purchase_level
    from {{ ref('next_best_action_rules') }}
    where recent_purchase_level is not null
),

products as (
    select
        product_id,
        category
    from {{ ref('int_activity__products') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

articles_bought as (
    select distinct
        articles_bought.customer_id,
        articles_bought.product_id
    from {{ ref('int_activity__articles_bought') }} as articles_bought
    cross join as_of
    where
        {{ days_between('cast(articles_bought.ordered_at as date)', 'as_of.as_of_date') }}
        <= {{ var('recent_purchase_days') }}
),

articles_due as (
    select
        occasions.dedupe_key,
        occasions.customer_id,
        actions.recent_purchase_level,
        event_articles.product_id,
        products.category
    from occasions
    inner join actions
        on occasions.action_id = actions.action_id
    inner join event_articles
        on
            occasions.trigger_id = event_articles.trigger_id
            and occasions.subject_key = event_articles.subject_key
    left join products
        on event_articles.product_id = products.product_id
),

purchases_matched as (
    select
        articles_due.dedupe_key,
        articles_bought.product_id
    from articles_due
    inner join articles_bought
        on articles_due.customer_id = articles_bought.customer_id
    left join products
        on articles_bought.product_id = products.product_id
    where
        articles_due.product_id = articles_bought.product_id
        or (
            articles_due.recent_purchase_level = 'category'
            and articles_due.category = products.category
        )
),

final as (
    select
        dedupe_key,
        min(product_id) as bought_product_id
    from purchases_matched
    group by dedupe_key
)

select * from final
