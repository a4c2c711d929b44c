{#- Whose customer somebody is decides who may see them: a store manager sees those of the own
    store. -#}
with orders as (
    select
        customer_id,
        store_id,
        order_key,
        ordered_on,
        net_amount_reporting,
        is_return
    from {{ ref('fct_orders') }}
    where customer_id is not null and store_id is not null and not is_cancelled
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

profiles as (
    select
        customer_id,
        preferred_store_id,
        coalesce(frequency_score >= 4, false) as is_regular,
        lifecycle_stage = 'lapsed' as has_lapsed,
        -- who has lapsed has left
        lifecycle_stage <> 'lapsed'
        and (lifecycle_stage = 'slipping' or coalesce(risk_band = 'high', false)) as is_leaving
    from {{ ref('customer_360') }}
),

orders_dated as (
    select
        orders.customer_id,
        orders.store_id,
        orders.order_key,
        orders.ordered_on,
        orders.net_amount_reporting,
        not orders.is_return as is_purchase,
        orders.ordered_on > {{ add_days('as_of.as_of_date', -1 * var('store_customer_days')) }}
            as is_recent
    from orders
    inner join as_of
        on orders.ordered_on <= as_of.as_of_date
),

orders_summed as (
    select
        customer_id,
        store_id,
        count(case when is_purchase then 1 end) as order_count,
        count(case when is_purchase and is_recent then 1 end) as recent_order_count,
        max(case when is_purchase then ordered_on end) as last_order_on,
        sum(case when is_recent then net_amount_reporting else 0 end) as recent_net_amount
    from orders_dated
    group by customer_id, store_id
),

final as (
    select
        orders_summed.store_id,
        orders_summed.customer_id,
        coalesce(profiles.preferred_store_id = orders_summed.store_id, false)
            as is_preferred_store,
        orders_summed.order_count,
        orders_summed.recent_order_count,
        orders_summed.last_order_on,
        cast(orders_summed.recent_net_amount as decimal(18, 2)) as recent_net_amount_reporting,
        profiles.is_regular,
        profiles.is_regular and profiles.is_leaving as is_leaving_regular,
        profiles.is_regular and profiles.has_lapsed as is_lapsed_regular
    from orders_summed
    inner join profiles
        on orders_summed.customer_id = profiles.customer_id
    where
        orders_summed.recent_order_count > 0
        or profiles.preferred_store_id = orders_summed.store_id
)

select * from final
