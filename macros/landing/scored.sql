{#-
    The one door to what scripts/score.py wrote: `select` of exactly the typed columns that
    _scores__sources.yml names. An empty relation where nobody scored yet, so that the profile builds without scores.
-#}
{% macro scored(table) -%}
    {#- the call also draws the edge in the graph -#}
    {%- set relation = source('scores', table) -%}
    {%- if execute -%}
        {%- set existing = load_relation(relation) -%}
        {%- set contract = landed_contract('scores', table) -%}
select
        {%- for column in contract.values() %}
    cast({{ 'raw.' ~ column.name if existing else 'null' }} as {{ column.data_type }}) as {{ column.name }}{{ ',' if not loop.last }}
        {%- endfor %}
        {%- if existing %}
from {{ relation }} as raw
        {%- else %}
from (select 1 as nothing) as raw
where 1 = 0
        {%- endif %}
    {%- else %}
select 1 as nothing
    {%- endif %}
{%- endmacro %}
