{#- The aggregate of a metric of the semantic layer, with the semantic model that it is taken of: a simple metric is its
    measure's aggregate, a ratio one aggregate over another of the same semantic model. What else the semantic layer
    can define is refused here, with its name.
    Returns {semantic_model: ..., sql: ...}. -#}
{% macro metric_aggregate(name) -%}
    {%- set metric = graph.metrics.values() | selectattr('name', 'equalto', name) | first -%}
    {%- if metric.type == 'simple' -%}
        {%- do return(_measure_aggregate(metric.type_params.measure.name)) -%}
    {%- elif metric.type == 'ratio' -%}
        {%- set above = metric_aggregate(metric.type_params.numerator.name) -%}
        {%- set below = metric_aggregate(metric.type_params.denominator.name) -%}
        {%- if above.semantic_model.name != below.semantic_model.name -%}
            {{ exceptions.raise_compiler_error(
                'metric ' ~ name ~ ': numerator and denominator are of two semantic models; a headline number is of one') }}
        {%- endif -%}
        {%- do return({
            'semantic_model': above.semantic_model,
            'sql': 'cast(' ~ above.sql ~ ' as double) / nullif(' ~ below.sql ~ ', 0)'
        }) -%}
    {%- else -%}
        {{ exceptions.raise_compiler_error(
            'metric ' ~ name ~ ' is ' ~ metric.type ~ '; a headline number is simple or a ratio') }}
    {%- endif -%}
{%- endmacro %}


{#- The aggregate of a measure, as metric_aggregate returns it. -#}
{% macro _measure_aggregate(name) -%}
    {%- for model in graph.semantic_models.values() -%}
        {%- for measure in model.measures if measure.name == name -%}
            {%- if measure.agg not in ('sum', 'count', 'min', 'max') -%}
                {{ exceptions.raise_compiler_error(
                    'measure ' ~ name ~ ' is a ' ~ measure.agg ~ '; a headline number is a sum, count, min or max') }}
            {%- endif -%}
            {%- do return({'semantic_model': model, 'sql': measure.agg ~ '(' ~ (measure.expr or name) ~ ')'}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ exceptions.raise_compiler_error('no measure ' ~ name ~ ' in any semantic model') }}
{%- endmacro %}
