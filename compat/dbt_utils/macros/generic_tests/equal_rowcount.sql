{% test equal_rowcount(model, compare_model, group_by_columns=[]) %}
    {{ return(adapter.dispatch("test_equal_rowcount", "dbt_utils")(
        model, compare_model, group_by_columns
    )) }}
{% endtest %}


{% macro default__test_equal_rowcount(model, compare_model, group_by_columns=[]) %}
    {%- if group_by_columns is string or group_by_columns is not iterable -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.equal_rowcount: group_by_columns must be a list of columns, got: "
            ~ group_by_columns
        ) }}
    {%- endif %}
    {%- set group_list %}{% for name in group_by_columns %}{{ name }}, {% endfor %}{% endset %}

with
counted as (
    {#- rows of one side count up, rows of the other down: what is not zero is a difference #}
    select {{ group_list }}1 as step
    from {{ model }}
    union all
    select {{ group_list }}-1 as step
    from {{ compare_model }}
)

select {{ group_list }}sum(step) as row_count_difference
from counted
{%- if group_by_columns | length > 0 %}
{{ dbt_utils.group_by(group_by_columns | length) }}
{%- endif %}
having sum(step) <> 0
{% endmacro %}
