{% macro days_between(first_day, last_day) -%}
    {{- adapter.dispatch('days_between', 'customer360')(first_day, last_day) -}}
{%- endmacro %}

{#- Both arguments are dates; the difference of two dates is a whole number of days. -#}
{% macro default__days_between(first_day, last_day) -%}
    ({{ last_day }} - {{ first_day }})
{%- endmacro %}
