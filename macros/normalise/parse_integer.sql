{% macro parse_integer(text) -%}
    cast({{ parse_decimal(text, 0) }} as bigint)
{%- endmacro %}
