{#- A number that a spreadsheet rounded (2.6E+12) is nobody's code. -#}
{% macro normalise_code(text) -%}
    {%- set code = 'upper(' ~ regexp_replace_all(clean_text(text), '[^0-9A-Za-z]', '') ~ ')' -%}
    case when {{ code }} <> '' and {{ text }} not like '%E+__' then {{ code }} end
{%- endmacro %}
