with suggestions as (
    select * from {{ ref('customer_recommendations') }}
),

final as (
    select
        customer_id,
        suggestion_type,
        suggestion_rank,
        product_id,
        product_name,
        category,
        score_value,
        reason_code,
        reason_product_id
    from suggestions
)

select * from final
