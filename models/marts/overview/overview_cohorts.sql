with cohorts as (
    select * from {{ ref('cohort_retention') }}
),

final as (
    select
        cohort_month,
        months_since_first,
        is_complete_month,
        customer_count,
        {{ unless_few('active_customer_count') }} as active_customer_count,
        {{ unless_few('active_customer_count', 'retention_rate') }} as retention_rate,
        {{ unless_few('active_customer_count', 'net_amount_reporting') }} as net_amount_reporting
    from cohorts
    where customer_count >= {{ var('small_group_people') }}
)

select * from final
