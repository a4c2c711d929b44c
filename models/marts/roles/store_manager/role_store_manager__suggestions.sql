with suggestions as (
    select * from {{ ref('customer_recommendations') }}
),

own_customers as (
    select
        store_id,
        customer_id
    from {{ ref('customer_stores') }}
),

final as (
    select
        own_customers.store_id,
        suggestions.customer_id,
        suggestions.suggestion_type,
        suggestions.suggestion_rank,
        suggestions.product_id,
        suggestions.product_name,
        suggestions.category,
        suggestions.reason_code,
        suggestions.reason_product_id
    from suggestions
    inner join own_customers
        on suggestions.customer_id = own_customers.customer_id
)

select * from final
