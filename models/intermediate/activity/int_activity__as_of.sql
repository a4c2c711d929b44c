{%- set stated = var('as_of_date') -%}
{%- set stated_day = "cast('" ~ stated ~ "' as date)" if stated else 'cast(null as date)' -%}

with activity as (
    select ordered_on as happened_on
    from {{ ref('int_activity__orders') }}
    union all
    select cast(touchpoint_at as date) as happened_on
    from {{ ref('int_activity__touchpoints') }}
),

-- an aggregate whatever is stated: one row, also where nothing happened yet
final as (
    select coalesce({{ stated_day }}, max(happened_on)) as as_of_date
    from activity
)

select * from final
