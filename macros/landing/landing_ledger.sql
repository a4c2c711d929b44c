{#-
    One of the two ledgers that landing keeps in each system's schema (`landed_files`, `rejected_rows`),
    all systems in one relation, completed loads only. A system that was never landed adds nothing.
-#}
{% macro landing_ledger(table, columns) -%}
    {%- set parts = [] -%}
    {%- if execute -%}
        {%- for system in graph.sources.values() | map(attribute='source_name') | unique | sort -%}
            {%- set schema = (graph.sources.values() | selectattr('source_name', 'equalto', system) | first).schema -%}
            {%- set ledger = adapter.get_relation(database=target.database, schema=schema, identifier=table) -%}
            {%- if ledger -%}
                {%- do parts.append((system, ledger)) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for system, ledger in parts %}
select
    '{{ system }}' as source_system,
    {%- for column in columns %}
    ledger.{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ledger }} as ledger
inner join {{ ledger.include(identifier=false) }}._dlt_loads as loads
    on ledger._dlt_load_id = loads.load_id and loads.status = 0
        {%- if not loop.last %}
union all
        {%- endif -%}
    {%- endfor -%}
    {%- if not parts %}
select
    cast(null as varchar) as source_system,
    {%- for column in columns %}
    cast(null as varchar) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
from (select 1 as nothing) as never_landed
where 1 = 0
    {%- endif %}
{%- endmacro %}
