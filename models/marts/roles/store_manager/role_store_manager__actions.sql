with actions as (
    select * from {{ ref('next_best_action') }}
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
        actions.customer_id,
        actions.action_id,
        actions.action_type,
        actions.channel,
        actions.reason_code,
        actions.reason_text,
        actions.fired_on,
        actions.expires_on,
        actions.description,
        actions.description_it
    from actions
    inner join own_customers
        on actions.customer_id = own_customers.customer_id
)

select * from final
