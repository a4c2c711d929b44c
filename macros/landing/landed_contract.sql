{% macro landed_contract(system, table) -%}
    {%- set found = graph.sources.values()
        | selectattr('source_name', 'equalto', system) | selectattr('name', 'equalto', table) | list -%}
    {%- if not found -%}
        {{ exceptions.raise_compiler_error(
            "landed('" ~ system ~ "', '" ~ table ~ "'): no such table in models/staging/" ~ system
            ~ '/_' ~ system ~ '__sources.yml.') }}
    {%- endif -%}
    {{ return(found[0].columns) }}
{%- endmacro %}
