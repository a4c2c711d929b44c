{#- Outside its range a number is a slip, not the nearest end of the range. -#}
{% macro within_range(number, least, most=none) -%}
    case
        when {{ number }} >= {{ least }}{% if most is not none %} and {{ number }} <= {{ most }}{% endif %} then {{ number }}
    end
{%- endmacro %}
