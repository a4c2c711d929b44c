{#- Schemas are named as the folders say: `staging`, `marts`; no prefix of the target's own schema. -#}
{% macro generate_schema_name(custom_schema_name, node) %}
    {{- custom_schema_name if custom_schema_name is not none else target.schema -}}
{% endmacro %}
