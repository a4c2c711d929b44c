with segments as (
    select * from {{ ref('overview_segments') }}
),

final as (
    select
        month_end_on,
        rfm_segment,
        customer_count,
        customer_share,
        order_count
    from segments
)

select * from final
