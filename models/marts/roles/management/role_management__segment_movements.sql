with segment_movements as (
    select * from {{ ref('overview_segment_movements') }}
),

final as (
    select
        month_end_on,
        from_segment,
        to_segment,
        customer_count,
        net_amount_reporting
    from segment_movements
)

select * from final
