{% macro group_by(n) %}
    {{ return(adapter.dispatch("group_by", "dbt_utils")(n)) }}
{% endmacro %}


{% macro default__group_by(n) %}
    {%- if n is not integer or n is boolean or n < 1 -%}
        {{ exceptions.raise_compiler_error(
            "dbt_utils.group_by: n must be a whole number from 1 on, got: " ~ n
        ) }}
    {%- endif -%}
    {{ return("group by " ~ range(1, n + 1) | join(",")) }}
{% endmacro %}
