{#- What a customer had bought by each date, in their whole time. -#}
with order_days as (
    select * from {{ ref('int_features__order_days') }}
),

dates as (
    select as_of_date
    from {{ ref('int_features__dates') }}
),

-- the one day whose sums hold on the date: the last with a purchase up to it
last_days as (
    select
        order_days.*,
        dates.as_of_date
    from order_days
    inner join dates
        on
            order_days.ordered_on <= dates.as_of_date
            and (
                order_days.next_ordered_on is null
                or order_days.next_ordered_on > dates.as_of_date
            )
),

final as (
    select
        customer_id,
        as_of_date,
        {{ days_between('first_ordered_on', 'as_of_date') }} as days_since_first_order,
        {{ days_between('ordered_on', 'as_of_date') }} as days_since_last_order,
        {{ days_between('former_ordered_on', 'as_of_date') }} as days_since_second_last_order,
        {{ days_between('second_former_ordered_on', 'as_of_date') }}
            as days_since_third_last_order,
        cast(orders_so_far as bigint) as order_count,
        order_days_so_far as order_day_count,
        gap_days as last_gap_days,
        longest_gap_days_so_far as longest_gap_days,
        cast(gap_days_so_far as double precision) / nullif(order_days_so_far - 1, 0)
            as avg_days_between_orders,
        case
            when order_days_so_far > 2
                then sqrt(
                    (
                        squared_gap_days_so_far
                        - cast(gap_days_so_far as double precision) * gap_days_so_far
                        / (order_days_so_far - 1)
                    ) / (order_days_so_far - 2)
                )
        end as stddev_days_between_orders,
        cast(gross_amount_so_far as decimal(18, 2)) as gross_amount_reporting,
        cast(repeat_amount_so_far as decimal(18, 2)) as repeat_amount_reporting,
        cast(gross_amount as decimal(18, 2)) as last_order_amount_reporting,
        cast(gross_amount_so_far as double precision) / orders_so_far
            as average_order_value_reporting,
        cast(promotion_orders_so_far as double precision) / orders_so_far as promotion_order_share,
        cast(web_orders_so_far as double precision) / orders_so_far as web_order_share,
        cast(weekend_orders_so_far as double precision) / orders_so_far as weekend_order_share
    from last_days
)

select * from final
