{% test not_empty_string(model, column_name, trim_whitespace=true) %}
    {{ return(adapter.dispatch("test_not_empty_string", "dbt_utils")(
        model, column_name, trim_whitespace
    )) }}
{% endtest %}


{% macro default__test_not_empty_string(model, column_name, trim_whitespace=true) %}
    {%- if trim_whitespace is not boolean -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.not_empty_string: trim_whitespace must be true or false, got: "
            ~ trim_whitespace
        ) }}
    {%- endif %}

select *
from {{ model }}
where {{ "trim(" ~ column_name ~ ")" if trim_whitespace else column_name }} = ''
{% endmacro %}
