{#- The steps of the materialization average_linkage, each one set-based statement. -#}

{% macro linkage_start(pairs, sizes, labels) %}
    {% do components_replace(sizes) %}
    {% do run_query(
        'create temporary table ' ~ sizes ~ ' as '
        ~ 'select left_node as node, max(left_size) as node_size, max(left_uniques) as uniques from ('
        ~ 'select left_node, left_size, left_uniques from ' ~ pairs
        ~ ' union all select right_node, right_size, right_uniques from ' ~ pairs
        ~ ') as both_sides group by left_node') %}
    {% do components_replace(labels) %}
    {% do run_query('create temporary table ' ~ labels ~ ' as select node, node as cluster from ' ~ sizes) %}
{% endmacro %}

{#- pairs of groups that are each other's best; higher joins lower -#}
{% macro linkage_choose(pairs, sizes, merges, least_average, missing_average, least_lead) %}
    {% do components_replace(merges) %}
    {% do run_query(
        'create temporary table ' ~ merges ~ ' as '
        ~ 'with averaged as ('
        ~ 'select pair.left_node, pair.right_node, '
        ~ '(pair.weight_sum + (' ~ missing_average ~ ') * (left_group.node_size * right_group.node_size - pair.pair_count)) '
        ~ '/ cast(left_group.node_size * right_group.node_size as double precision) as average '
        ~ 'from ' ~ pairs ~ ' as pair '
        ~ 'inner join ' ~ sizes ~ ' as left_group on pair.left_node = left_group.node '
        ~ 'inner join ' ~ sizes ~ ' as right_group on pair.right_node = right_group.node '
        ~ 'where pair.veto_count = 0 and pair.weight_sum > 0 and left_group.uniques & right_group.uniques = 0), '
        ~ 'open_pairs as (select * from averaged where average >= ' ~ least_average ~ '), '
        ~ 'choices as ('
        ~ 'select left_node as chooser, right_node as chosen, average from open_pairs '
        ~ 'union all select right_node as chooser, left_node as chosen, average from open_pairs), '
        ~ 'ranked as (select chooser, chosen, average, row_number() over ('
        ~ 'partition by chooser order by average desc, least(chooser, chosen), greatest(chooser, chosen)) as choice '
        ~ 'from choices), '
        ~ 'torn as ('
        ~ 'select best.chooser from ranked as best '
        ~ 'inner join ranked as second on best.chooser = second.chooser '
        ~ 'inner join ' ~ sizes ~ ' as best_group on best.chosen = best_group.node '
        ~ 'inner join ' ~ sizes ~ ' as second_group on second.chosen = second_group.node '
        ~ 'left join ' ~ pairs ~ ' as pair on pair.left_node = least(best.chosen, second.chosen) '
        ~ 'and pair.right_node = greatest(best.chosen, second.chosen) '
        ~ 'where best.choice = 1 and second.choice = 2 '
        ~ 'and (pair.veto_count > 0 or best_group.uniques & second_group.uniques <> 0) '
        ~ 'and round(best.average - second.average, 6) < ' ~ least_lead ~ '), '
        ~ 'sure as (select ranked.* from ranked left join torn on ranked.chooser = torn.chooser '
        ~ 'where ranked.choice = 1 and torn.chooser is null) '
        ~ 'select mine.chooser as higher, mine.chosen as lower from sure as mine '
        ~ 'inner join sure as theirs on mine.chosen = theirs.chooser and mine.chooser = theirs.chosen '
        ~ 'where mine.chooser > mine.chosen') %}
{% endmacro %}

{% macro linkage_merge(pairs, sizes, labels, merges, next) %}
    {% do components_replace(next) %}
    {% do run_query(
        'create temporary table ' ~ next ~ ' as '
        ~ 'select least(one_node, other_node) as left_node, greatest(one_node, other_node) as right_node, '
        ~ 'sum(weight_sum) as weight_sum, sum(pair_count) as pair_count, sum(veto_count) as veto_count '
        ~ 'from (select coalesce(left_merge.lower, pair.left_node) as one_node, '
        ~ 'coalesce(right_merge.lower, pair.right_node) as other_node, '
        ~ 'pair.weight_sum, pair.pair_count, pair.veto_count '
        ~ 'from ' ~ pairs ~ ' as pair '
        ~ 'left join ' ~ merges ~ ' as left_merge on pair.left_node = left_merge.higher '
        ~ 'left join ' ~ merges ~ ' as right_merge on pair.right_node = right_merge.higher) as moved '
        ~ 'where one_node <> other_node '
        ~ 'group by least(one_node, other_node), greatest(one_node, other_node)') %}
    {% do components_swap(next, pairs) %}
    {% do run_query(
        'create temporary table ' ~ next ~ ' as '
        ~ 'select coalesce(merge.lower, grouped.node) as node, sum(grouped.node_size) as node_size, '
        ~ 'cast(sum(grouped.uniques) as bigint) as uniques '
        ~ 'from ' ~ sizes ~ ' as grouped left join ' ~ merges ~ ' as merge on grouped.node = merge.higher '
        ~ 'group by coalesce(merge.lower, grouped.node)') %}
    {% do components_swap(next, sizes) %}
    {% do run_query(
        'create temporary table ' ~ next ~ ' as '
        ~ 'select labelled.node, coalesce(merge.lower, labelled.cluster) as cluster '
        ~ 'from ' ~ labels ~ ' as labelled left join ' ~ merges ~ ' as merge on labelled.cluster = merge.higher') %}
    {% do components_swap(next, labels) %}
{% endmacro %}
