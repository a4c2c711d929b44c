with receipts as (
    select
        receipt_id,
        loyalty_card_number,
        customer_email,
        customer_phone,
        receipt_at
    from {{ ref('stg_pos__receipts') }}
    where coalesce(loyalty_card_number, customer_email, customer_phone) is not null
),

final as (
    select
        {{ till_contact_id() }} as till_contact_id,
        loyalty_card_number,
        customer_email,
        customer_phone,
        min(receipt_at) as first_seen_at,
        max(receipt_at) as last_seen_at
    from receipts
    group by loyalty_card_number, customer_email, customer_phone
)

select * from final
