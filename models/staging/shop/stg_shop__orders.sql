with rows_checked as (
    select * from {{ ref('base_shop__orders') }}
),

final as (
    select
        order_id,
        account_id,
        guest_name,
        guest_email,
        guest_phone,
        status,
        currency_code,
        coupon_code,
        payment_method,
        device_type,
        shipping_street,
        shipping_city,
        shipping_postal_code,
        shipping_country_code,
        total_amount,
        shipping_amount,
        ordered_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
