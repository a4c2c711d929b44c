with points as (
    select
        customer_id,
        expires_on,
        is_overdue,
        open_points
    from {{ ref('fct_loyalty_points') }}
    where open_points > 0 and customer_id is not null
),

months_counted as (
    select
        {{ first_of_month('expires_on') }} as expiry_month,
        is_overdue,
        count(distinct customer_id) as customer_count,
        sum(open_points) as open_points
    from points
    group by {{ first_of_month('expires_on') }}, is_overdue
),

final as (
    select
        expiry_month,
        is_overdue,
        customer_count,
        cast(open_points as bigint) as open_points,
        cast(round(open_points * {{ var('point_value_reporting') }}, 2) as decimal(18, 2))
            as liability_amount_reporting
    from months_counted
    where customer_count >= {{ var('small_group_people') }}
)

select * from final
