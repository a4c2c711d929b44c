{#- One row per threshold and person as that threshold sees them, with what they bought. -#}
with groups as (
    select
        record_key,
        source_system,
        strict_group,
        medium_group,
        loose_group
    from {{ ref('int_sensitivity__groups') }}
),

orders as (
    select
        record_key,
        ordered_on,
        is_return,
        is_cancelled,
        net_amount_reporting
    from {{ ref('int_activity__orders_summed') }}
    where customer_id is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

records_grouped as (
    select
        'strict' as threshold,
        record_key,
        source_system,
        strict_group as group_id
    from groups
    union all
    select
        'medium' as threshold,
        record_key,
        source_system,
        medium_group as group_id
    from groups
    union all
    select
        'loose' as threshold,
        record_key,
        source_system,
        loose_group as group_id
    from groups
),

purchases_by_record as (
    select
        orders.record_key,
        sum(case when not orders.is_return and not orders.is_cancelled then 1 else 0 end)
            as order_count,
        sum(
            case
                when
                    not orders.is_return and not orders.is_cancelled
                    and {{ days_between('orders.ordered_on', 'as_of.as_of_date') }} < 365
                    then 1
                else 0
            end
        ) as order_count_365d,
        sum(orders.net_amount_reporting) as net_amount_reporting
    from orders
    inner join as_of
        on orders.ordered_on <= as_of.as_of_date
    group by orders.record_key
),

final as (
    select
        records_grouped.threshold,
        records_grouped.group_id,
        count(distinct records_grouped.source_system) as system_count,
        coalesce(sum(purchases_by_record.order_count), 0) as order_count,
        coalesce(sum(purchases_by_record.order_count_365d), 0) as order_count_365d,
        coalesce(sum(purchases_by_record.net_amount_reporting), 0) as net_amount_reporting
    from records_grouped
    left join purchases_by_record
        on records_grouped.record_key = purchases_by_record.record_key
    group by records_grouped.threshold, records_grouped.group_id
)

select * from final
