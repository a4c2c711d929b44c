with carts as (
    select * from {{ ref('fct_carts') }}
),

final as (
    select
        customer_id,
        cart_key,
        channel,
        device_type,
        cart_status,
        started_at,
        last_touched_at,
        last_stage,
        abandon_stage,
        article_count,
        item_quantity,
        cart_amount_reporting,
        purchased_at,
        order_key,
        recovered_at,
        recovered_channel,
        recovered_store_id,
        recovered_order_key
    from carts
    where customer_id is not null
)

select * from final
