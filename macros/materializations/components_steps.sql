{#- The steps of the materialization connected_components, each one set-based statement. -#}

{% macro components_replace(table) %}
    {% do run_query('drop table if exists ' ~ table) %}
{% endmacro %}

{% macro components_count(table) -%}
    {{ return(run_query('select count(*) from ' ~ table).columns[0].values()[0]) }}
{%- endmacro %}

{% macro components_hook(edges, parents) %}
    {% do components_replace(parents) %}
    {% do run_query(
        'create temporary table ' ~ parents ~ ' as '
        ~ 'select higher as node, min(lower) as parent from ' ~ edges ~ ' group by higher') %}
{% endmacro %}

{#- a parent that is no node itself is a root; pointers halve until every parent is a root -#}
{% macro components_jump(parents, next) %}
    {%- set open = namespace(pointers=components_open_pointers(parents)) -%}
    {%- for jump in range(64) if open.pointers > 0 -%}
        {% do components_replace(next) %}
        {% do run_query(
            'create temporary table ' ~ next ~ ' as '
            ~ 'select child.node, coalesce(above.parent, child.parent) as parent '
            ~ 'from ' ~ parents ~ ' as child left join ' ~ parents ~ ' as above on child.parent = above.node') %}
        {% do components_swap(next, parents) %}
        {%- set open.pointers = components_open_pointers(parents) -%}
    {%- endfor -%}
{% endmacro %}

{% macro components_open_pointers(parents) -%}
    {{ return(run_query(
        'select count(*) from ' ~ parents ~ ' as child inner join ' ~ parents ~ ' as above on child.parent = above.node'
    ).columns[0].values()[0]) }}
{%- endmacro %}

{% macro components_contract(edges, parents, next) %}
    {% do components_replace(next) %}
    {% do run_query(
        'create temporary table ' ~ next ~ ' as '
        ~ 'select distinct '
        ~ 'case when upper_root > lower_root then upper_root else lower_root end as higher, '
        ~ 'case when upper_root > lower_root then lower_root else upper_root end as lower '
        ~ 'from (select coalesce(above_higher.parent, edge.higher) as upper_root, '
        ~ 'coalesce(above_lower.parent, edge.lower) as lower_root '
        ~ 'from ' ~ edges ~ ' as edge '
        ~ 'left join ' ~ parents ~ ' as above_higher on edge.higher = above_higher.node '
        ~ 'left join ' ~ parents ~ ' as above_lower on edge.lower = above_lower.node) as between_roots '
        ~ 'where upper_root <> lower_root') %}
    {% do components_swap(next, edges) %}
{% endmacro %}

{% macro components_relabel(labels, parents, next) %}
    {% do components_replace(next) %}
    {% do run_query(
        'create temporary table ' ~ next ~ ' as '
        ~ 'select labelled.node, coalesce(above.parent, labelled.component) as component '
        ~ 'from ' ~ labels ~ ' as labelled left join ' ~ parents ~ ' as above on labelled.component = above.node') %}
    {% do components_swap(next, labels) %}
{% endmacro %}

{% macro components_swap(next, table) %}
    {% do components_replace(table) %}
    {% do run_query('alter table ' ~ next ~ ' rename to ' ~ table) %}
{% endmacro %}
