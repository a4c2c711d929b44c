with demographics as (
    select
        customer_id,
        attribute_name,
        attribute_value
    from {{ ref('int_profile__demographics') }}
),

final as (
    select
        {% for attribute in [
            'income_band', 'household_size', 'has_children', 'education_level', 'urbanity',
            'lifestyle_cluster', 'lifestyle', 'motivation'
        ] %}
        max(case when attribute_name = '{{ attribute }}' then attribute_value end)
            as {{ attribute }},
        {% endfor %}
        customer_id
    from demographics
    group by customer_id
)

select * from final
