{%- set promised = contract_columns('customer_360', 'customer_360') -%}
{%- set columns = promised | map(attribute='column') | list -%}

with attribute_rules as (
    select
        attribute_name,
        attribute_speed,
        target_days,
        fed_by
    from {{ ref('attribute_freshness_targets') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

values_aged as (
    select
        attribute_name,
        last_known_at,
        dated_count,
        older_count
    from {{ ref('int_governance__values_aged') }}
),

source_dates as (
    select
        fed_by,
        last_known_at
    from {{ ref('int_governance__source_dates') }}
),

profiles_counted as (
    select
        {%- for column in columns %}
        count({{ column }}) as {{ column }},
        {%- endfor %}
        count(*) as profile_count
    from {{ ref('customer_360') }}
),

attributes_filled as (
    {%- for column in columns %}
    select
        '{{ column }}' as attribute_name,
        {{ column }} as filled_count,
        profile_count
    from profiles_counted
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

attributes_dated as (
    select
        attributes_filled.attribute_name,
        attributes_filled.filled_count,
        attributes_filled.profile_count,
        attribute_rules.attribute_speed,
        attribute_rules.target_days,
        attribute_rules.fed_by,
        attribute_rules.fed_by = 'stated' as is_stated,
        coalesce(values_aged.last_known_at, source_dates.last_known_at) as last_known_at,
        {{ days_between(
            'cast(coalesce(values_aged.last_known_at, source_dates.last_known_at) as date)',
            'as_of.as_of_date'
        ) }} as days_since_last_known,
        coalesce(values_aged.dated_count, 0) as stated_dated_count,
        coalesce(values_aged.older_count, 0) as stated_older_count
    from attributes_filled
    cross join as_of
    left join attribute_rules
        on attributes_filled.attribute_name = attribute_rules.attribute_name
    left join values_aged
        on attributes_filled.attribute_name = values_aged.attribute_name
    left join source_dates
        on attribute_rules.fed_by = source_dates.fed_by
),

-- what is reckoned from activity is, for everybody, as fresh as what came last
values_counted as (
    select
        *,
        case
            when is_stated then stated_dated_count
            when last_known_at is null then 0
            else filled_count
        end as dated_count,
        case
            when is_stated then stated_older_count
            when days_since_last_known > target_days then filled_count
            else 0
        end as older_count
    from attributes_dated
),

final as (
    select
        attribute_name,
        attribute_speed,
        cast(target_days as bigint) as target_days,
        fed_by,
        filled_count as filled_customer_count,
        cast(cast(filled_count as decimal(18, 4)) / nullif(profile_count, 0) as decimal(5, 4))
            as filled_share,
        last_known_at,
        cast(days_since_last_known as bigint) as days_since_last_known,
        dated_count as dated_customer_count,
        older_count as older_customer_count,
        cast(cast(older_count as decimal(18, 4)) / nullif(dated_count, 0) as decimal(5, 4))
            as older_share,
        case
            when filled_count > 0 and last_known_at is not null
                then days_since_last_known > target_days or older_count * 2 > dated_count
        end as is_stale
    from values_counted
)

select * from final
