-- MetricFlow wants the days that there are: those on which anything happened, and the as-of date
with touchpoints as (
    select distinct cast(touchpoint_at as date) as date_day
    from {{ ref('fct_touchpoints') }}
),

as_of as (
    select as_of_date as date_day
    from {{ ref('int_activity__as_of') }}
),

final as (
    select date_day
    from touchpoints
    union
    select date_day
    from as_of
)

select * from final
