{% test at_least_one(model, column_name, group_by_columns=[]) %}
    {{ return(adapter.dispatch("test_at_least_one", "dbt_utils")(
        model, column_name, group_by_columns
    )) }}
{% endtest %}


{% macro default__test_at_least_one(model, column_name, group_by_columns=[]) %}
    {%- if group_by_columns is string or group_by_columns is not iterable -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.at_least_one: group_by_columns must be a list of columns, got: "
            ~ group_by_columns
        ) }}
    {%- endif %}
    {%- set group_list %}{% for name in group_by_columns %}{{ name }}, {% endfor %}{% endset %}

select {{ group_list }}count({{ column_name }}) as values_present
from {{ model }}
{%- if group_by_columns | length > 0 %}
{{ dbt_utils.group_by(group_by_columns | length) }}
{%- endif %}
having count({{ column_name }}) = 0
{% endmacro %}
