{% macro first_of_month(day) -%}
    {{- adapter.dispatch('first_of_month', 'customer360')(day) -}}
{%- endmacro %}

{#- The first day of the month in which a date lies, as a date. -#}
{% macro default__first_of_month(day) -%}
    cast(date_trunc('month', {{ day }}) as date)
{%- endmacro %}
