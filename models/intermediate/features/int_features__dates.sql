{#- The days on which features are taken: the as-of date and the month ends before it, or exactly
    the days of the variable feature_dates. -#}
{%- set stated = var('feature_dates') -%}

with as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

order_months as (
    select distinct {{ last_of_month('ordered_on') }} as month_end_on
    from {{ ref('int_activity__orders_known') }}
),

data_began as (
    select min(ordered_on) as first_order_on
    from {{ ref('int_activity__orders_known') }}
),

month_ends_ranked as (
    select
        order_months.month_end_on as feature_date,
        row_number() over (order by order_months.month_end_on desc) as month_rank
    from order_months
    inner join as_of
        on order_months.month_end_on < as_of.as_of_date
),

dates_listed as (
    select as_of_date as feature_date
    from as_of

    union
    {% if stated %}
    {% for day in stated %}
    select cast('{{ day }}' as date) as feature_date
    {{ 'union' if not loop.last }}
    {% endfor %}
    {% else %}

    select feature_date
    from month_ends_ranked
    where month_rank < {{ var('feature_months') }}
    {% endif %}
),

final as (
    select
        dates_listed.feature_date as as_of_date,
        dates_listed.feature_date = as_of.as_of_date as is_current,
        case
            when data_began.first_order_on <= dates_listed.feature_date
                then {{ days_between('data_began.first_order_on', 'dates_listed.feature_date') }}
        end as history_days
    from dates_listed
    cross join as_of
    cross join data_began
    where dates_listed.feature_date <= as_of.as_of_date
)

select * from final
