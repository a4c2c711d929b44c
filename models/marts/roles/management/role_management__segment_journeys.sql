with segment_journeys as (
    select * from {{ ref('segment_journeys') }}
),

final as (
    select
        rfm_segment,
        path_rank,
        channel_path,
        is_cross_channel,
        order_count,
        customer_count,
        order_share,
        gross_amount_reporting,
        amount_share
    from segment_journeys
    where customer_count >= {{ var('small_group_people') }}
)

select * from final
