{% test expression_is_true(model, expression, column_name=none) %}
    {{ return(adapter.dispatch("test_expression_is_true", "dbt_utils")(
        model, expression, column_name
    )) }}
{% endtest %}


{% macro default__test_expression_is_true(model, expression, column_name=none) %}
    {%- if expression is not string or expression | trim == "" -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.expression_is_true: expression must be an SQL text, got: " ~ expression
        ) }}
    {%- endif -%}

    {#- on a column the expression is what follows the column's name: ">= 1" -#}
    {%- set condition = expression if column_name is none else column_name ~ " " ~ expression %}

select {{ "*" if should_store_failures() else "1 as failed" }}
from {{ model }}
where not ({{ condition }})
{% endmacro %}
