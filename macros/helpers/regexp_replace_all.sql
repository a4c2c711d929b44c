{% macro regexp_replace_all(text, pattern, replacement) %}
    {{- adapter.dispatch('regexp_replace_all', 'customer360')(text, pattern, replacement) -}}
{% endmacro %}

{% macro default__regexp_replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}
