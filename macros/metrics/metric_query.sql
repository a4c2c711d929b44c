{#- The value of a metric in the period that its config.meta names, as one row: metric_name, label, unit, period, value.
    `as_of_date` is an expression for the as-of date, `closed_day` one for the latest day of which the churn horizon has
    passed. -#}
{% macro metric_query(metric, as_of_date, closed_day) -%}
    {%- set aggregate = metric_aggregate(metric.name) -%}
    {%- set model = aggregate.semantic_model -%}
    {%- set time = model.dimensions | selectattr('name', 'equalto', model.defaults.agg_time_dimension) | first -%}
    {%- set day = time.expr or time.name -%}
    {%- set period = metric.config.meta.period -%}
    select
        '{{ metric.name }}' as metric_name,
        '{{ metric.label }}' as label,
        '{{ metric.config.meta.unit }}' as unit,
        '{{ period }}' as period,
        cast({{ aggregate.sql }} as double) as metric_value
    from {{ ref(model.model.split("'")[1]) }}
    {%- if period == 'last_365_days' %}
    where {{ day }} <= {{ as_of_date }} and {{ days_between(day, as_of_date) }} < 365
    {%- elif period == 'latest_closed_day' %}
    where {{ day }} = {{ closed_day }}
    {%- elif period != 'as_of' %}
        {{ exceptions.raise_compiler_error(
            'metric ' ~ metric.name ~ ": config.meta.period is '" ~ period
            ~ "'; write as_of, last_365_days or latest_closed_day") }}
    {%- endif %}
{%- endmacro %}
