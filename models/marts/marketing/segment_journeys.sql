with order_journeys as (
    select
        customer_id,
        channel_path,
        is_cross_channel,
        gross_amount_reporting
    from {{ ref('order_journeys') }}
),

rfm as (
    select
        customer_id,
        rfm_segment
    from {{ ref('customer_rfm') }}
),

paths_counted as (
    select
        rfm.rfm_segment,
        order_journeys.channel_path,
        count(*) as order_count,
        count(distinct order_journeys.customer_id) as customer_count,
        sum(order_journeys.gross_amount_reporting) as gross_amount_reporting,
        -- one path, one answer
        max(case when order_journeys.is_cross_channel then 1 else 0 end) = 1 as is_cross_channel
    from order_journeys
    inner join rfm
        on order_journeys.customer_id = rfm.customer_id
    group by rfm.rfm_segment, order_journeys.channel_path
),

paths_ranked as (
    select
        *,
        row_number() over (
            partition by rfm_segment
            order by order_count desc, gross_amount_reporting desc, channel_path asc
        ) as path_rank,
        sum(order_count) over (partition by rfm_segment) as segment_order_count,
        sum(gross_amount_reporting) over (partition by rfm_segment) as segment_amount
    from paths_counted
),

final as (
    select
        rfm_segment,
        path_rank,
        channel_path,
        is_cross_channel,
        order_count,
        customer_count,
        cast(cast(order_count as decimal(18, 4)) / segment_order_count as decimal(5, 4))
            as order_share,
        cast(gross_amount_reporting as decimal(18, 2)) as gross_amount_reporting,
        cast(gross_amount_reporting / nullif(segment_amount, 0) as decimal(18, 4)) as amount_share
    from paths_ranked
    where path_rank <= 10
)

select * from final
