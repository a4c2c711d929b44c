with systems as (
    select
        source_system,
        is_connected
    from {{ ref('int_governance__systems') }}
),

customers_known as (
    select
        source_system,
        sum(record_count) as record_count,
        count(*) as customer_count,
        count(case when system_count = 1 then 1 end) as only_customer_count,
        count(case when is_contact_known then 1 end) as contactable_customer_count,
        count(case when is_only_contact then 1 end) as only_contactable_customer_count,
        sum(net_amount_reporting) as known_amount_reporting,
        sum(case when system_count = 1 then net_amount_reporting else 0 end)
            as only_amount_reporting
    from {{ ref('int_governance__systems_of_customers') }}
    group by source_system
),

customers_bridged as (
    select
        source_system,
        count(*) as bridged_customer_count,
        sum(part_count - 1) as added_link_count
    from {{ ref('int_governance__bridged_customers') }}
    group by source_system
),

golden_values as (
    select
        source_system,
        count(*) as golden_value_count
    from {{ ref('int_profile__attribute_candidates') }}
    where survivorship_rank = 1
    group by source_system
),

own_orders as (
    select
        orders.source_system,
        sum(orders.net_amount_reporting) as own_amount_reporting
    from {{ ref('int_activity__orders_summed') }} as orders
    inner join {{ ref('int_activity__as_of') }} as as_of
        on orders.ordered_on <= as_of.as_of_date
    where not orders.is_anonymous
    group by orders.source_system
),

totals as (
    select
        count(distinct customer_id) as customer_count,
        count(distinct case when is_contact_known then customer_id end)
            as contactable_customer_count
    from {{ ref('int_governance__systems_of_customers') }}
),

final as (
    select
        systems.source_system,
        systems.is_connected,
        cast(coalesce(customers_known.record_count, 0) as bigint) as record_count,
        coalesce(customers_known.customer_count, 0) as customer_count,
        cast(
            cast(coalesce(customers_known.customer_count, 0) as decimal(18, 4))
            / nullif(totals.customer_count, 0) as decimal(5, 4)
        ) as customer_share,
        coalesce(customers_known.only_customer_count, 0) as only_customer_count,
        coalesce(customers_bridged.bridged_customer_count, 0) as bridged_customer_count,
        cast(coalesce(customers_bridged.added_link_count, 0) as bigint) as added_link_count,
        coalesce(golden_values.golden_value_count, 0) as golden_value_count,
        coalesce(customers_known.contactable_customer_count, 0) as contactable_customer_count,
        coalesce(customers_known.only_contactable_customer_count, 0)
            as only_contactable_customer_count,
        cast(
            cast(coalesce(customers_known.only_contactable_customer_count, 0) as decimal(18, 4))
            / nullif(totals.contactable_customer_count, 0) as decimal(5, 4)
        ) as only_contactable_share,
        cast(coalesce(own_orders.own_amount_reporting, 0) as decimal(18, 2))
            as own_amount_reporting,
        cast(coalesce(customers_known.known_amount_reporting, 0) as decimal(18, 2))
            as known_amount_reporting,
        cast(coalesce(customers_known.only_amount_reporting, 0) as decimal(18, 2))
            as only_amount_reporting
    from systems
    cross join totals
    left join customers_known
        on systems.source_system = customers_known.source_system
    left join customers_bridged
        on systems.source_system = customers_bridged.source_system
    left join golden_values
        on systems.source_system = golden_values.source_system
    left join own_orders
        on systems.source_system = own_orders.source_system
)

select * from final
