{% macro last_of_month(day) -%}
    {{- adapter.dispatch('last_of_month', 'customer360')(day) -}}
{%- endmacro %}

{#- The last day of the month in which a date lies, as a date. -#}
{% macro default__last_of_month(day) -%}
    cast(last_day({{ day }}) as date)
{%- endmacro %}
