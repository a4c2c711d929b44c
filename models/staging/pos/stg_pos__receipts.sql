with rows_checked as (
    select * from {{ ref('base_pos__receipts') }}
),

final as (
    select
        receipt_id,
        store_id,
        till_id,
        cashier_id,
        original_receipt_id,
        loyalty_card_number,
        receipt_type,
        customer_email,
        customer_phone,
        payment_method,
        coupon_code,
        currency_code,
        total_amount,
        receipt_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
