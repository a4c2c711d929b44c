{% macro normalise_code(text) -%}
    nullif(upper({{ regexp_replace_all(text, '[^0-9A-Za-z]', '') }}), '')
{%- endmacro %}
