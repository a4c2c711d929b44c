{#- A number that a spreadsheet rounded (2.6E+12) is nobody's code. -#}
{% macro normalise_code(text) -%}
    nullif(upper({{ regexp_replace_all(
        clean_text(text), '^[0-9]([.,][0-9]+)?[eE][+][0-9]+$|[^0-9A-Za-z]', ''
    ) }}), '')
{%- endmacro %}
