{#- What the materializations of graphs share: a table is made beside the old one and takes its place. -#}

{% macro graph_table_begin(relation) %}
    {%- set target_relation = relation.incorporate(type='table') -%}
    {%- set intermediate_relation = make_intermediate_relation(target_relation) -%}
    {%- set backup_relation = make_backup_relation(target_relation, 'table') -%}
    {% do drop_relation_if_exists(load_cached_relation(intermediate_relation)) %}
    {% do drop_relation_if_exists(load_cached_relation(backup_relation)) %}
    {{ return({
        'target': target_relation,
        'existing': load_cached_relation(relation),
        'intermediate': intermediate_relation,
        'backup': backup_relation,
    }) }}
{% endmacro %}

{% macro graph_table_swap(relations) %}
    {% if relations.existing is not none %}
        {% do adapter.rename_relation(relations.existing, relations.backup) %}
    {% endif %}
    {% do adapter.rename_relation(relations.intermediate, relations.target) %}
{% endmacro %}
