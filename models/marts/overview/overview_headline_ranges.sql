with people as (
    select
        threshold,
        group_id,
        system_count,
        order_count,
        order_count_365d,
        net_amount_reporting
    from {{ ref('int_sensitivity__people') }}
),

buyers_ranked as (
    select
        threshold,
        net_amount_reporting,
        percent_rank() over (partition by threshold order by net_amount_reporting desc)
            as spending_rank
    from people
    where order_count > 0
),

best_tenths as (
    select
        threshold,
        sum(case when spending_rank < 0.1 then net_amount_reporting else 0 end)
        / nullif(sum(net_amount_reporting), 0) as best_tenth_share
    from buyers_ranked
    group by threshold
),

thresholds_counted as (
    select
        threshold,
        count(*) as customers,
        sum(case when order_count > 0 then 1 else 0 end) as buyers,
        sum(case when order_count_365d > 0 then 1 else 0 end) as active_customers,
        sum(case when order_count > 1 then 1 else 0 end) as repeat_buyers,
        sum(case when system_count > 1 then 1 else 0 end) as customers_of_many_systems,
        sum(order_count) as orders,
        sum(net_amount_reporting) as revenue
    from people
    group by threshold
),

figures_listed as (
    select
        threshold,
        'customers' as figure_name,
        'people' as unit,
        cast(customers as double) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'buyers' as figure_name,
        'people' as unit,
        cast(buyers as double) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'active_customers' as figure_name,
        'people' as unit,
        cast(active_customers as double) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'repeat_rate' as figure_name,
        'share' as unit,
        cast(repeat_buyers as double) / nullif(buyers, 0) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'match_rate' as figure_name,
        'share' as unit,
        cast(customers_of_many_systems as double) / nullif(customers, 0) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'identified_revenue' as figure_name,
        'reporting_currency' as unit,
        cast(revenue as double) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'revenue_per_buyer' as figure_name,
        'reporting_currency' as unit,
        cast(revenue as double) / nullif(buyers, 0) as figure_value
    from thresholds_counted
    union all
    select
        threshold,
        'best_tenth_revenue_share' as figure_name,
        'share' as unit,
        cast(best_tenth_share as double) as figure_value
    from best_tenths
),

final as (
    select
        figure_name,
        unit,
        max(case when threshold = 'strict' then figure_value end) as strict_value,
        max(case when threshold = 'medium' then figure_value end) as medium_value,
        max(case when threshold = 'loose' then figure_value end) as loose_value,
        min(figure_value) as lowest_value,
        max(figure_value) as highest_value
    from figures_listed
    group by figure_name, unit
)

select * from final
