{%- set stated = var('as_of_date') -%}

with activity as (
    select ordered_on as happened_on
    from {{ ref('int_activity__orders') }}
    union all
    select cast(touchpoint_at as date) as happened_on
    from {{ ref('int_activity__touchpoints') }}
),

final as (
    -- an aggregate in both cases: one row, also where nothing happened yet
    select {{ "coalesce(cast('" ~ stated ~ "' as date), max(happened_on))" if stated else 'max(happened_on)' }}
            as as_of_date
    from activity
)

select * from final
