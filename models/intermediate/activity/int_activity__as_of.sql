{%- set stated = var('as_of_date') -%}

with orders as (
    select ordered_on
    from {{ ref('int_activity__orders') }}
),

final as (
    select {{ "cast('" ~ stated ~ "' as date)" if stated else 'max(ordered_on)' }} as as_of_date
    from orders
)

select * from final
