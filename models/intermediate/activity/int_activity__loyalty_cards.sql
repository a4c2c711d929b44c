with cards as (
    select
        loyalty_card_number,
        member_id,
        status,
        issued_on
    from {{ ref('stg_loyalty__cards') }}
),

customer_identities as (
    select
        source_record_id as member_id,
        customer_id
    from {{ ref('int_identity__identities') }}
    where source_system = 'loyalty' and record_type = 'member'
),

final as (
    select
        cards.loyalty_card_number,
        cards.member_id,
        customer_identities.customer_id,
        cards.status as card_status,
        cards.issued_on
    from cards
    left join customer_identities
        on cards.member_id = customer_identities.member_id
)

select * from final
