with points as (
    select
        customer_id,
        coalesce(cast({{ first_of_month('expires_on') }} as varchar), 'never') as expiry_group,
        {{ first_of_month('expires_on') }} as expiry_month,
        is_overdue,
        open_points
    from {{ ref('fct_loyalty_points') }}
    where open_points > 0 and customer_id is not null
),

months_counted as (
    select
        expiry_group,
        is_overdue,
        count(distinct customer_id) as customer_count
    from points
    group by expiry_group, is_overdue
),

small_months_counted as (
    select count(distinct points.customer_id) as people_together
    from points
    inner join months_counted
        on
            points.expiry_group = months_counted.expiry_group
            and points.is_overdue = months_counted.is_overdue
    where months_counted.customer_count < {{ var('small_group_people') }}
),

months_judged as (
    select
        months_counted.expiry_group,
        months_counted.is_overdue,
        {{ is_merged_group(
            'months_counted.customer_count',
            '1',
            'months_counted.expiry_group, months_counted.is_overdue',
            'small_months_counted.people_together'
        ) }} as is_merged
    from months_counted
    cross join small_months_counted
),

points_placed as (
    select
        points.customer_id,
        points.open_points,
        case when months_judged.is_merged then 'other' else points.expiry_group end
            as expiry_group,
        case when not months_judged.is_merged then points.expiry_month end as expiry_month,
        case when not months_judged.is_merged then points.is_overdue end as is_overdue
    from points
    inner join months_judged
        on
            points.expiry_group = months_judged.expiry_group
            and points.is_overdue = months_judged.is_overdue
),

final as (
    select
        expiry_group,
        expiry_month,
        is_overdue,
        count(distinct customer_id) as customer_count,
        cast(sum(open_points) as bigint) as open_points,
        cast(
            round(sum(open_points) * {{ var('point_value_reporting') }}, 2) as decimal(18, 2)
        ) as liability_amount_reporting
    from points_placed
    group by expiry_group, expiry_month, is_overdue
    having {{ unless_few('count(distinct customer_id)', '1') }} = 1
)

select * from final
