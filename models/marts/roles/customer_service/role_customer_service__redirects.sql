with redirects as (
    select * from {{ ref('customer_identity_redirects') }}
),

final as (
    select
        retired_customer_id,
        customer_id
    from redirects
)

select * from final
