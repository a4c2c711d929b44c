{#- The columns that the contracts of marts promise, as the YAML beside them has them: known before anything
    is built, so that a list of rules can be held against them. Three stand for all where only style is looked at. -#}
{% macro contract_columns(folder, table=none) -%}
    {%- set found = [] -%}
    {%- set folders = [folder] if folder is string else folder -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name') -%}
            {%- if node.fqn[1] == 'marts' and node.fqn[2] in folders and node.name == (table or node.name) -%}
                {%- for column in node.columns.values() -%}
                    {%- do found.append({'table': node.name, 'column': column.name, 'type': column.data_type}) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found[:3] if target.name == 'lint' else found) }}
{%- endmacro %}

{#- The same as a relation of table_name, column_name and data_type. -#}
{% macro contract_columns_listed(folder) -%}
    {%- set listed = contract_columns(folder) or [{'table': '', 'column': '', 'type': ''}] -%}
    select
        promised.table_name,
        promised.column_name,
        promised.data_type
    from (
        values
        {%- for column in listed %}
        ('{{ column.table }}', '{{ column.column }}', '{{ column.type }}'){{ ',' if not loop.last }}
        {%- endfor %}
    ) as promised (table_name, column_name, data_type)
{%- endmacro %}
