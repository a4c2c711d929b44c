{#-
    The one door to raw data: `select` of exactly the columns that the contract in
    _<system>__sources.yml names, all as text, with `source_file`,
    `source_file_newest`, `source_load_id`, `source_file_id` and `source_row`. Content that came under several
    names is shown under the first, so that a copy changes nothing, and ranks by the last, so that the
    dates in names tell what is newest.

    - nothing landed: an empty relation with the same columns (a source may be missing)
    - an optional column is missing: nulls; a required one: one clear sentence
    - target `sample`: the seed sample_<system>__<table> instead of the landed table
    - only loads that dlt has completed count, so that a killed landing is never half seen
-#}
{% macro landed(system, table) -%}
    {%- set from_sample = target.name == 'sample' -%}
    {#- both calls also draw the edge in the graph: to the seed on the sample target, else to the source -#}
    {%- set relation = ref('sample_' ~ system ~ '__' ~ table) if from_sample else source(system, table) -%}
    {%- if execute -%}
        {%- set contract = landed_contract(system, table) -%}
        {%- set existing = load_relation(relation) -%}
        {%- set present = adapter.get_columns_in_relation(existing) | map(attribute='name') | map('lower') | list if existing else [] -%}
        {%- if existing -%}
            {%- for column in contract.values() if (column.config.get('meta') or {}).get('required') and column.name not in present -%}
                {{ exceptions.raise_compiler_error(
                    system ~ '.' ~ table ~ ': the required column "' ~ column.name ~ '" is in none of the landed files. '
                    ~ 'Add it to the files under data/landing/' ~ system ~ '/, or see models/staging/' ~ system
                    ~ '/_' ~ system ~ '__sources.yml for what the table must bring.') }}
            {%- endfor -%}
        {%- endif %}
select
        {%- for column in contract.values() %}
    {% if column.name in present %}raw.{{ column.name }}{% else %}cast(null as varchar) as {{ column.name }}{% endif %},
        {%- endfor %}
        {%- if not existing %}
    cast(null as varchar) as source_file,
    cast(null as varchar) as source_file_newest,
    cast(null as varchar) as source_load_id,
    cast(null as varchar) as source_file_id,
    cast(null as bigint) as source_row
from (select 1 as nothing) as raw
where 1 = 0
        {%- elif from_sample %}
    'seeds/sample/{{ relation.identifier }}.csv' as source_file,
    'sample' as source_file_newest,
    'sample' as source_load_id,
    'sample' as source_file_id,
    row_number() over (order by {{ present | sort | join(', ') }}) as source_row
from {{ relation }} as raw
        {%- else %}
    files.source_file,
    files.source_file_newest,
    raw._dlt_load_id as source_load_id,
    raw._file_id as source_file_id,
    raw._row_number as source_row
from {{ relation }} as raw
inner join {{ relation.include(identifier=false) }}._dlt_loads as loads
    on raw._dlt_load_id = loads.load_id and loads.status = 0
left join (
    select
        file_id,
        min(file_name) as source_file,
        max(file_name) as source_file_newest
    from {{ relation.include(identifier=false) }}.landed_files
    where table_name = '{{ table }}'
    group by file_id
) as files
    on raw._file_id = files.file_id
        {%- endif %}
    {%- else %}
select 1 as nothing
    {%- endif %}
{%- endmacro %}
