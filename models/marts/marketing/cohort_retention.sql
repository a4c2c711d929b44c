with orders as (
    select
        customer_id,
        {{ first_of_month('ordered_on') }} as order_month,
        12 * extract(year from ordered_on) + extract(month from ordered_on) as month_number,
        is_purchase,
        net_amount_reporting
    from {{ ref('int_activity__orders_known') }}
),

as_of as (
    select
        12 * extract(year from as_of_date) + extract(month from as_of_date) as month_number,
        {{ first_of_month('as_of_date') }} as last_month,
        {{ first_of_month(dbt.dateadd('day', 1, 'as_of_date')) }} as month_of_next_day
    from {{ ref('int_activity__as_of') }}
),

first_months_found as (
    select
        customer_id,
        min(order_month) as cohort_month,
        min(month_number) as first_month_number
    from orders
    where is_purchase
    group by customer_id
),

cohorts_counted as (
    select
        cohort_month,
        first_month_number,
        count(*) as customer_count
    from first_months_found
    group by cohort_month, first_month_number
),

digits as (
    {%- for digit in range(10) %}
    select {{ digit }} as digit
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- each month since the first, also one in which nobody came back; a return before the first
-- purchase that is known belongs to none of them
months_listed as (
    select
        cohorts_counted.cohort_month,
        cohorts_counted.customer_count,
        hundreds.digit * 100 + tens.digit * 10 + ones.digit as months_since_first,
        cohorts_counted.first_month_number
        + hundreds.digit * 100 + tens.digit * 10 + ones.digit < as_of.month_number
        or as_of.last_month <> as_of.month_of_next_day as is_complete_month
    from cohorts_counted
    cross join digits as hundreds
    cross join digits as tens
    cross join digits as ones
    inner join as_of
        on
            cohorts_counted.first_month_number
            + hundreds.digit * 100 + tens.digit * 10 + ones.digit <= as_of.month_number
),

months_summed as (
    select
        first_months_found.cohort_month,
        orders.month_number - first_months_found.first_month_number as months_since_first,
        count(distinct case when orders.is_purchase then orders.customer_id end)
            as active_customer_count,
        count(case when orders.is_purchase then 1 end) as order_count,
        sum(orders.net_amount_reporting) as net_amount
    from orders
    inner join first_months_found
        on orders.customer_id = first_months_found.customer_id
    group by
        first_months_found.cohort_month,
        orders.month_number - first_months_found.first_month_number
),

final as (
    select
        months_listed.cohort_month,
        cast(months_listed.months_since_first as bigint) as months_since_first,
        months_listed.is_complete_month,
        months_listed.customer_count,
        coalesce(months_summed.active_customer_count, 0) as active_customer_count,
        cast(
            1.0 * coalesce(months_summed.active_customer_count, 0) / months_listed.customer_count
            as decimal(5, 4)
        ) as retention_rate,
        coalesce(months_summed.order_count, 0) as order_count,
        cast(coalesce(months_summed.net_amount, 0) as decimal(18, 2)) as net_amount_reporting,
        cast(
            sum(coalesce(months_summed.net_amount, 0)) over (
                partition by months_listed.cohort_month
                order by months_listed.months_since_first asc
                rows between unbounded preceding and current row
            ) / months_listed.customer_count as decimal(18, 2)
        ) as cumulative_amount_each_reporting
    from months_listed
    left join months_summed
        on
            months_listed.cohort_month = months_summed.cohort_month
            and months_listed.months_since_first = months_summed.months_since_first
)

select * from final
