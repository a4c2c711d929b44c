{#- The rows of a system's tables that its base models could not use, each with its raw row. -#}
{% macro rejected_rows(system, tables) -%}
    {%- for table in tables %}
        {%- if not loop.first %}

union all
        {% endif %}
select
    '{{ system }}' as source_system,
    '{{ table }}' as source_table,
    checked.source_file,
    checked.source_row,
    checked.rejection_reason,
    {{ row_as_json('landed', landed_contract(system, table).keys() if execute else []) }} as raw_row
from {{ ref('base_' ~ system ~ '__' ~ table) }} as checked
inner join (
    {{ landed(system, table) }}
) as landed
    on
        checked.source_file = landed.source_file
        and checked.source_load_id = landed.source_load_id
        and checked.source_file_id = landed.source_file_id
        and checked.source_row = landed.source_row
where checked.rejection_reason is not null
    {%- endfor %}
{%- endmacro %}
