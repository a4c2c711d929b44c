{% test sequential_values(
    model, column_name, interval=1, datepart=none, group_by_columns=[]
) %}
    {{ return(adapter.dispatch("test_sequential_values", "dbt_utils")(
        model, column_name, interval, datepart, group_by_columns
    )) }}
{% endtest %}


{% macro default__test_sequential_values(
    model, column_name, interval=1, datepart=none, group_by_columns=[]
) %}
    {%- if interval is not number or interval is boolean -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.sequential_values: interval must be a number, got: " ~ interval
        ) }}
    {%- endif -%}
    {%- if group_by_columns is string or group_by_columns is not iterable -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.sequential_values: group_by_columns must be a list of columns, got: "
            ~ group_by_columns
        ) }}
    {%- endif -%}

    {%- set present = column_name -%}
    {%- set expected = "previous_value + " ~ interval -%}
    {%- if datepart is not none -%}
        {%- set present = "cast(" ~ column_name ~ " as " ~ dbt.type_timestamp() ~ ")" -%}
        {%- set expected = dbt.dateadd(datepart, interval, "previous_value") -%}
    {%- endif %}

with
ordered as (
    select
        {% for name in group_by_columns %}{{ name }},
        {% endfor -%}
        {{ present }} as present_value,
        lag({{ present }}) over (
            {% if group_by_columns | length > 0 -%}
            partition by {{ group_by_columns | join(", ") }}
            {% endif -%}
            order by {{ column_name }}
        ) as previous_value
    from {{ model }}
)

select *
from ordered
where not (present_value = {{ expected }})
{% endmacro %}
