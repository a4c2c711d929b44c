with rows_checked as (
    select * from {{ ref('base_feeds__orders') }}
),

final as (
    select
        source_system,
        order_id,
        source_record_id,
        store_id,
        original_order_id,
        channel,
        order_type,
        status,
        currency_code,
        coupon_code,
        payment_method,
        device_type,
        order_amount,
        shipping_amount,
        ordered_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
