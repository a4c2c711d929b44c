with rows_checked as (
    select * from {{ ref('base_shop__refunds') }}
),

final as (
    select
        refund_id,
        order_id,
        line_number,
        refund_reason,
        quantity,
        refund_amount,
        refunded_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
