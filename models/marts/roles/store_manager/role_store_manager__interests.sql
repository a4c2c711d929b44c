with interests as (
    select * from {{ ref('customer_interests') }}
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
        interests.customer_id,
        interests.topic,
        interests.interest_share,
        interests.interest_rank,
        interests.is_stated,
        interests.last_shown_on
    from interests
    inner join own_customers
        on interests.customer_id = own_customers.customer_id
)

select * from final
