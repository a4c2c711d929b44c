-- Claims that each cart of a known persona stands as seeds/expected/expected_carts.csv computed by
-- hand: the stage at which it was left, and the shop in which it was bought after all.
{{ config(enabled=target.name == 'sample') }}

with expected as (
    select
        identities.customer_id,
        expected_carts.started_at,
        expected_carts.cart_status,
        expected_carts.abandon_stage,
        expected_carts.item_quantity,
        expected_carts.cart_amount_reporting,
        expected_carts.recovered_channel,
        expected_carts.recovered_store_id,
        expected_carts.recovered_order_key
    from {{ ref('expected_carts') }} as expected_carts
    left join {{ ref('customer_identities') }} as identities
        on expected_carts.record_key = identities.record_key
),

actual as (
    select
        customer_id,
        started_at,
        cart_status,
        abandon_stage,
        item_quantity,
        cart_amount_reporting,
        recovered_channel,
        recovered_store_id,
        recovered_order_key
    from {{ ref('fct_carts') }}
    where customer_id is not null
),

missing as (
    select * from expected
    except
    select * from actual
),

unexpected as (
    select * from actual
    except
    select * from expected
),

final as (
    select
        *,
        'missing' as fault
    from missing
    union all
    select
        *,
        'unexpected' as fault
    from unexpected
)

select * from final
