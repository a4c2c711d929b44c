{% macro row_as_json(relation_alias, columns) -%}
    {{- adapter.dispatch('row_as_json', 'customer360')(relation_alias, columns) -}}
{%- endmacro %}

{#- Fields that are null are left out: raw rows are wide and mostly empty. -#}
{% macro default__row_as_json(relation_alias, columns) -%}
    cast(json_merge_patch(
        '{}',
        json_object({% for column in columns %}'{{ column }}', {{ relation_alias }}.{{ column }}{{ ', ' if not loop.last }}{% endfor %})
    ) as varchar)
{%- endmacro %}
