with history as (
    select
        month_end_on,
        former_rfm_segment,
        rfm_segment,
        movement,
        net_amount_reporting
    from {{ ref('customer_rfm_history') }}
),

final as (
    select
        month_end_on,
        coalesce(former_rfm_segment, 'none') as from_segment,
        rfm_segment as to_segment,
        count(*) as customer_count,
        cast(sum(net_amount_reporting) as decimal(18, 2)) as net_amount_reporting
    from history
    group by month_end_on, coalesce(former_rfm_segment, 'none'), rfm_segment
)

select * from final
