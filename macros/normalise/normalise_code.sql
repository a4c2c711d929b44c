{#- Neither what exports write for nothing nor a number that a spreadsheet rounded (2.6E+12) is a code:
    each would make one customer of all who have it. -#}
{% macro normalise_code(text) -%}
    {%- set code = 'upper(' ~ regexp_replace_all(text, '[^0-9A-Za-z]', '') ~ ')' -%}
    case
        when {{ code }} not in ('', 'NULL', 'NONE', 'NAN', 'NA', 'ND', 'UNDEFINED') and {{ text }} not like '%E+__'
            then {{ code }}
    end
{%- endmacro %}
