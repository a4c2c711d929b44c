with rows_checked as (
    select * from {{ ref('base_support__tickets') }}
),

final as (
    select
        ticket_id,
        requester_id,
        order_id,
        product_code,
        channel,
        reason,
        is_complaint,
        satisfaction_score,
        opened_at,
        first_reply_at,
        closed_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
