{% macro sorted_words(text) -%}
    {{- adapter.dispatch('sorted_words', 'customer360')(text) -}}
{%- endmacro %}

{#- The words of a folded text in the order of the alphabet: 'de luca anna' is 'anna de luca'. -#}
{% macro default__sorted_words(text) -%}
    array_to_string(list_sort(string_split({{ text }}, ' ')), ' ')
{%- endmacro %}
