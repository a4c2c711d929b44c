-- Claims that each customer with a purchase is in one cohort, that all of a cohort bought in its
-- first month, and that the purchases of the cohorts add up to those of order_journeys.
with buyers as (
    select
        count(distinct customer_id) as customer_count,
        count(*) as order_count
    from {{ ref('order_journeys') }}
),

cohorts as (
    select
        sum(case when months_since_first = 0 then customer_count end) as customer_count,
        sum(case when months_since_first = 0 then active_customer_count end)
            as active_customer_count,
        sum(order_count) as order_count
    from {{ ref('cohort_retention') }}
),

final as (
    select
        buyers.customer_count as buyer_count,
        cohorts.customer_count,
        cohorts.active_customer_count,
        buyers.order_count as purchase_count,
        cohorts.order_count
    from buyers
    cross join cohorts
    where
        buyers.customer_count <> coalesce(cohorts.customer_count, 0)
        or buyers.customer_count <> coalesce(cohorts.active_customer_count, 0)
        or buyers.order_count <> coalesce(cohorts.order_count, 0)
)

select * from final
