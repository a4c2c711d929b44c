with cards as (
    select * from {{ ref('dim_loyalty_cards') }}
),

final as (
    select
        customer_id,
        loyalty_card_number,
        member_id,
        card_status,
        issued_on
    from cards
    where customer_id is not null
)

select * from final
