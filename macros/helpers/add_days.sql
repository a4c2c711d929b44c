{% macro add_days(day, days) -%}
    {{- adapter.dispatch('add_days', 'customer360')(day, days) -}}
{%- endmacro %}

{#- A date moved by a whole number of days; null where either is. -#}
{% macro default__add_days(day, days) -%}
    ({{ day }} + {{ days }})
{%- endmacro %}
