{#- Every system of the contract but the feeds, as a list for `in`: no feed may bear such a name. -#}
{% macro house_systems() -%}
    {#- the graph is known only once all is parsed; until then a name that nobody bears -#}
    {%- set systems = graph.sources.values() | map(attribute='source_name') | unique | reject('equalto', 'feeds')
        | sort if execute else ['nobody'] -%}
    ('{{ systems | join("', '") }}')
{%- endmacro %}
