with scorecard as (
    select * from {{ ref('source_integration_scorecard') }}
),

final as (
    select
        system_count,
        customer_count,
        customer_share,
        net_amount_reporting,
        net_amount_share
    from scorecard
    where customer_count >= {{ var('small_group_people') }}
)

select * from final
