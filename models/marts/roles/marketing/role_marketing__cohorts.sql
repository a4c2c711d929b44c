with cohorts as (
    select * from {{ ref('overview_cohorts') }}
),

final as (
    select
        cohort_month,
        months_since_first,
        is_complete_month,
        customer_count,
        active_customer_count,
        retention_rate
    from cohorts
)

select * from final
