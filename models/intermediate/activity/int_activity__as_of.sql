with orders as (
    select ordered_on
    from {{ ref('int_activity__orders') }}
),

final as (
    select
        {% if var('as_of_date') %}
        cast('{{ var("as_of_date") }}' as date) as as_of_date
        {% else %}
        max(ordered_on) as as_of_date
        {% endif %}
    from orders
)

select * from final
