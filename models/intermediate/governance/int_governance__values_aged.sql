with value_dates as (
    select
        attribute_name,
        stated_at
    from {{ ref('int_governance__value_dates') }}
),

attribute_rules as (
    select
        attribute_name,
        target_days
    from {{ ref('attribute_freshness_targets') }}
    where fed_by = 'stated'
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

aged as (
    select
        value_dates.attribute_name,
        value_dates.stated_at,
        attribute_rules.target_days,
        {{ days_between('cast(value_dates.stated_at as date)', 'as_of.as_of_date') }} as age_days
    from value_dates
    inner join attribute_rules
        on value_dates.attribute_name = attribute_rules.attribute_name
    inner join as_of
        on cast(value_dates.stated_at as date) <= as_of.as_of_date
),

final as (
    select
        attribute_name,
        max(stated_at) as last_known_at,
        count(*) as dated_count,
        count(case when age_days > target_days then 1 end) as older_count
    from aged
    group by attribute_name
)

select * from final
