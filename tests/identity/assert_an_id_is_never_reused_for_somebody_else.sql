-- Claims that a redirect never starts at an id in use and always ends at one.
with redirects as (
    select
        retired_customer_id,
        customer_id
    from {{ ref('customer_identity_redirects') }}
),

customers as (
    select customer_id
    from {{ ref('dim_customers') }}
),

final as (
    select
        redirects.retired_customer_id,
        redirects.customer_id
    from redirects
    left join customers as still_in_use
        on redirects.retired_customer_id = still_in_use.customer_id
    left join customers as known_target
        on redirects.customer_id = known_target.customer_id
    where still_in_use.customer_id is not null or known_target.customer_id is null
)

select * from final
