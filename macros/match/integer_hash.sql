{% macro integer_hash(text) -%}
    {{- adapter.dispatch('integer_hash', 'customer360')(text) -}}
{%- endmacro %}

{#- An integer for a text, equal for equal texts within one build: joins on integers are fast and small. -#}
{% macro default__integer_hash(text) -%}
    hash({{ text }})
{%- endmacro %}
