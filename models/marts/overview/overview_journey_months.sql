with journey_months as (
    select * from {{ ref('journey_months') }}
),

people_counted as (
    select
        {{ first_of_month('ordered_on') }} as order_month,
        count(distinct customer_id) as customer_count
    from {{ ref('order_journeys') }}
    group by {{ first_of_month('ordered_on') }}
),

final as (
    select
        journey_months.order_month,
        people_counted.customer_count,
        journey_months.order_count,
        journey_months.touched_order_count,
        journey_months.cross_channel_order_count,
        journey_months.cross_channel_order_share,
        journey_months.store_order_count,
        journey_months.researched_order_count,
        journey_months.researched_order_share,
        journey_months.average_touch_count
    from journey_months
    inner join people_counted
        on journey_months.order_month = people_counted.order_month
    where {{ unless_few('people_counted.customer_count', '1') }} = 1
)

select * from final
