{#- Every headline metric of models/semantic/metrics.yml by its own definition: nothing is defined
    here. -#}
-- depends_on: {{ ref('customer_360') }}, {{ ref('fct_orders') }}
-- depends_on: {{ ref('loyalty_liability') }}, {{ ref('customer_churn_features') }}
{%- set as_of_date = '(select as_of_date from ' ~ ref('int_activity__as_of') ~ ')' -%}
{%- set closed_day %}
(select max(as_of_date) from {{ ref('customer_churn_features') }} where has_churned is not null)
{%- endset -%}
{%- set headlines = (graph.metrics or {}).values() | selectattr('config.meta.is_headline')
    | sort(attribute='name') %}

with metrics_computed as (
    {% for metric in headlines %}
    {{ metric_query(metric, as_of_date, closed_day) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

final as (
    select
        metric_name,
        label,
        unit,
        period,
        metric_value
    from metrics_computed
)

select * from final
