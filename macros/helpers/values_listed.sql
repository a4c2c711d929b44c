{#- Rows that are known while the SQL is written, as a select of texts; none of them is a select of no row. -#}
{% macro values_listed(columns, rows) -%}
    {%- set listed = rows or [[''] * columns | length] -%}
    select
        {%- for column in columns %}
        listed.{{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        values
        {%- for row in listed %}
        ('{{ ([row] if row is string else row) | join("', '") }}'){{ ',' if not loop.last }}
        {%- endfor %}
    ) as listed ({{ columns | join(', ') }})
    {%- if not rows %}
    where listed.{{ columns[0] }} <> ''
    {%- endif %}
{%- endmacro %}
