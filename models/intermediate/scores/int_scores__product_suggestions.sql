{#- The suggestions of the newest run, for customers who still are one. -#}
with product_suggestions as (
    select
        run_id,
        as_of_date,
        customer_id,
        suggestion_type,
        suggestion_rank,
        product_id,
        score_value,
        reason_code,
        reason_product_id
    from {{ ref('stg_scores__product_suggestions') }}
),

latest_run as (
    select run_id
    from {{ ref('int_scores__latest_run') }}
),

customers as (
    select customer_id
    from {{ ref('int_profile__customers') }}
),

products as (
    select
        product_id,
        product_name,
        category
    from {{ ref('int_activity__products') }}
),

final as (
    select
        product_suggestions.customer_id,
        product_suggestions.suggestion_type,
        product_suggestions.suggestion_rank,
        product_suggestions.product_id,
        products.product_name,
        products.category,
        product_suggestions.score_value,
        product_suggestions.reason_code,
        product_suggestions.reason_product_id,
        product_suggestions.as_of_date as scored_as_of_date,
        product_suggestions.run_id
    from product_suggestions
    inner join latest_run
        on product_suggestions.run_id = latest_run.run_id
    inner join customers
        on product_suggestions.customer_id = customers.customer_id
    left join products
        on product_suggestions.product_id = products.product_id
)

select * from final
