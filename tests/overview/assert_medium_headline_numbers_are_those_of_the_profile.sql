-- The medium value of a headline number is what customer_360 itself gives: if not, the range is
-- about something else than the number that is quoted.
with profile as (
    select
        count(*) as customers,
        sum(case when order_count > 0 then 1 else 0 end) as buyers,
        sum(case when order_count > 1 then 1 else 0 end) as repeat_buyers,
        sum(case when source_system_count > 1 then 1 else 0 end) as matched_customers,
        sum(historic_clv_reporting) as revenue
    from {{ ref('customer_360') }}
),

expected as (
    select
        'customers' as figure_name,
        cast(customers as double) as figure_value
    from profile
    union all
    select
        'buyers' as figure_name,
        cast(buyers as double) as figure_value
    from profile
    union all
    select
        'repeat_rate' as figure_name,
        cast(repeat_buyers as double) / nullif(buyers, 0) as figure_value
    from profile
    union all
    select
        'match_rate' as figure_name,
        cast(matched_customers as double) / nullif(customers, 0) as figure_value
    from profile
    union all
    select
        'identified_revenue' as figure_name,
        cast(revenue as double) as figure_value
    from profile
)

select
    expected.figure_name,
    expected.figure_value as profile_value,
    ranges.medium_value
from expected
inner join {{ ref('overview_headline_ranges') }} as ranges
    on expected.figure_name = ranges.figure_name
where abs(coalesce(expected.figure_value, 0) - coalesce(ranges.medium_value, 0)) > 0.00005
