with history as (
    select
        month_end_on,
        customer_id,
        rfm_segment,
        order_count,
        net_amount_reporting
    from {{ ref('customer_rfm_history') }}
),

segments_counted as (
    select
        month_end_on,
        rfm_segment,
        count(*) as customer_count,
        sum(order_count) as order_count,
        sum(net_amount_reporting) as amount
    from history
    group by month_end_on, rfm_segment
),

segments_judged as (
    select
        *,
        {{ is_merged_group('customer_count', 'month_end_on', 'rfm_segment') }} as is_merged
    from segments_counted
),

segments_merged as (
    select
        month_end_on,
        case when is_merged then 'other' else rfm_segment end as rfm_segment,
        sum(customer_count) as customer_count,
        sum(order_count) as order_count,
        sum(amount) as amount
    from segments_judged
    group by month_end_on, case when is_merged then 'other' else rfm_segment end
    having sum(customer_count) >= {{ var('small_group_people') }}
),

final as (
    select
        month_end_on,
        rfm_segment,
        cast(customer_count as bigint) as customer_count,
        cast(
            1.0 * customer_count / sum(customer_count) over (partition by month_end_on)
            as decimal(5, 4)
        ) as customer_share,
        cast(order_count as bigint) as order_count,
        cast(amount as decimal(18, 2)) as net_amount_reporting
    from segments_merged
)

select * from final
