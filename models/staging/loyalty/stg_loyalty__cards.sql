with rows_checked as (
    select * from {{ ref('base_loyalty__cards') }}
),

final as (
    select
        loyalty_card_number,
        member_id,
        status,
        issued_on,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
