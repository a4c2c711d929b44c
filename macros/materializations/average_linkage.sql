{#-
    Materialization `average_linkage`: the model selects pairs of nodes with their evidence (left_node,
    right_node, weight_sum, pair_count, veto_count, left_size, right_size, left_uniques, right_uniques: all
    bigint, not null; each pair once, left_node < right_node) and becomes
    a table of (node, cluster), the cluster being its smallest node.

    The average evidence of two groups is the sum of the weights of their compared pairs, and
    meta `missing_average` for each pair that was never compared, over the number of pairs. A round:
      rank   each group chooses its best neighbour: highest average, then smallest node, of those whose
             average is at least meta `least_average`, whose compared evidence is above 0, and which it does
             not exclude; none where the best two exclude each other and are less than `least_lead` apart
      merge  two groups that chose each other become one
      sum    evidence between groups is added up anew
    until nobody chooses. Two groups exclude each other by a veto on a pair of theirs, or where both hold a record
    of one system without duplicates (a bit of `uniques` for each such system); (hierarchical clustering with average linkage, Sokal and Michener 1958, merged by
    reciprocal nearest neighbours). Each round merges at least one pair, or the rounds are over: who is torn
    waits, and who wants a torn one waits too. Whole numbers and full orders make the answer independent of
    the order of rows.
-#}
{% materialization average_linkage, default %}
    {%- set least_average = config.require('meta')['least_average'] -%}
    {%- set missing_average = config.require('meta')['missing_average'] -%}
    {%- set least_lead = config.require('meta')['least_lead'] -%}
    {%- set relations = graph_table_begin(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set prefix = 'al_' ~ this.identifier -%}
    {%- set pairs = prefix ~ '_pairs' -%}
    {%- set sizes = prefix ~ '_sizes' -%}
    {%- set labels = prefix ~ '_labels' -%}
    {%- set merges = prefix ~ '_merges' -%}
    {%- set next = prefix ~ '_next' -%}

    {% do components_replace(pairs) %}
    {% call statement('pairs') %}
        create temporary table {{ pairs }} as
        select * from ({{ sql }}) as model
    {% endcall %}
    {% do linkage_start(pairs, sizes, labels) %}

    {%- set merged = namespace(groups=1) -%}
    {%- for round in range(1000) if merged.groups > 0 -%}
        {% do linkage_choose(pairs, sizes, merges, least_average, missing_average, least_lead) %}
        {%- set merged.groups = components_count(merges) -%}
        {%- if merged.groups > 0 -%}
            {% do linkage_merge(pairs, sizes, labels, merges, next) %}
        {%- endif -%}
    {%- endfor -%}
    {%- if merged.groups > 0 -%}
        {{ exceptions.raise_compiler_error(
            this.identifier ~ ': average linkage did not settle in 1000 rounds; this is a fault of the materialization.') }}
    {%- endif -%}

    {% call statement('main') %}
        {{ create_table_as(False, relations.intermediate, 'select node, cluster from ' ~ labels) }}
    {% endcall %}
    {%- for table in [pairs, sizes, labels, merges, next] -%}
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
