{% macro matches_pattern(text, pattern) %}
    {{- adapter.dispatch('matches_pattern', 'customer360')(text, pattern) -}}
{% endmacro %}

{% macro default__matches_pattern(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}
