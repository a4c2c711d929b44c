{% macro seconds_between(first_time, last_time) -%}
    {{- adapter.dispatch('seconds_between', 'customer360')(first_time, last_time) -}}
{%- endmacro %}

{#- Both arguments are timestamps; whole seconds, negative where the second is the earlier one. -#}
{% macro default__seconds_between(first_time, last_time) -%}
    date_diff('second', {{ first_time }}, {{ last_time }})
{%- endmacro %}
