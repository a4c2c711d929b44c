{#-
    Materialization `connected_components`: the model selects edges (left_node, right_node, both bigint,
    not null) and becomes a table of (node, component), the component being its smallest node.

    Hook, jump, contract, until no edge is left:
      hook      each node points at its smallest smaller neighbour
      jump      pointers are halved until each points at a root; they only ever go down: no circle can form
      contract  edges between roots take the place of edges between nodes, loops and repeats fall away
    What a round leaves and what the next one leaves (nodes that still have an edge) are together never
    more than it began with, so that they fall like the Fibonacci numbers backwards: 60 rounds are enough
    for 10^12 nodes in the worst case; more means a fault and stops the run. One round alone may leave
    nearly all: a star whose centre is its largest node. A jump halves the way to the root, so that 64
    of them are enough for any bigint. Recursive CTEs were refused: see docs/decisions/0005.
-#}
{% materialization connected_components, default %}
    {%- set relations = graph_table_begin(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set prefix = 'cc_' ~ this.identifier -%}
    {%- set given = prefix ~ '_given' -%}
    {%- set edges = prefix ~ '_edges' -%}
    {%- set labels = prefix ~ '_labels' -%}
    {%- set parents = prefix ~ '_parents' -%}
    {%- set next = prefix ~ '_next' -%}

    {% do components_replace(given) %}
    {% call statement('given') %}
        create temporary table {{ given }} as
        select left_node, right_node from ({{ sql }}) as model
    {% endcall %}
    {% do components_replace(edges) %}
    {% call statement('edges') %}
        create temporary table {{ edges }} as
        select distinct
            case when left_node > right_node then left_node else right_node end as higher,
            case when left_node > right_node then right_node else left_node end as lower
        from {{ given }}
        where left_node <> right_node
    {% endcall %}
    {% do components_replace(labels) %}
    {% call statement('labels') %}
        create temporary table {{ labels }} as
        select node, node as component
        from (
            select left_node as node from {{ given }}
            union
            select right_node as node from {{ given }}
        ) as every_node
    {% endcall %}

    {#- the count is taken once a round: a loop's own condition would be asked for every round to come -#}
    {%- set left_over = namespace(edges=components_count(edges)) -%}
    {%- for round in range(60) if left_over.edges > 0 -%}
        {% do components_hook(edges, parents) %}
        {% do components_jump(parents, next) %}
        {% do components_contract(edges, parents, next) %}
        {% do components_relabel(labels, parents, next) %}
        {%- set left_over.edges = components_count(edges) -%}
    {%- endfor -%}
    {%- if left_over.edges > 0 -%}
        {{ exceptions.raise_compiler_error(
            this.identifier ~ ': connected components did not settle in 60 rounds; this is a fault of the materialization.') }}
    {%- endif -%}

    {% call statement('main') %}
        {{ create_table_as(False, relations.intermediate, 'select node, component from ' ~ labels) }}
    {% endcall %}
    {%- for table in [given, edges, labels, parents, next] -%}
        {% do components_replace(table) %}
    {%- endfor -%}

    {% do graph_table_swap(relations) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do persist_docs(relations.target, model) %}
    {{ adapter.commit() }}
    {{ drop_relation_if_exists(relations.backup) }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [relations.target]}) }}
{% endmaterialization %}
