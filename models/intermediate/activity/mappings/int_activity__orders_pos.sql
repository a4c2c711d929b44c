with receipts as (
    select
        receipt_id,
        store_id,
        receipt_type,
        original_receipt_id,
        receipt_at,
        currency_code,
        total_amount,
        coupon_code,
        payment_method,
        case
            when coalesce(loyalty_card_number, customer_email, customer_phone) is not null
                then
                    {{ till_contact_id() }}
        end as till_contact_id
    from {{ ref('stg_pos__receipts') }}
),

final as (
    select
        'pos' as source_system,
        receipt_id as order_id,
        'pos|till_contact|' || till_contact_id as record_key,
        'store' as channel,
        store_id,
        receipt_at as ordered_at,
        receipt_type as order_type,
        'pos|' || original_receipt_id as original_order_key,
        'completed' as order_status,
        currency_code,
        -- tills differ in whether a return carries a minus sign
        case when receipt_type = 'return' then -abs(total_amount) else total_amount end
            as order_amount,
        cast(0 as decimal(18, 2)) as shipping_amount,
        coupon_code,
        payment_method,
        cast(null as varchar) as device_type
    from receipts
)

select * from final
