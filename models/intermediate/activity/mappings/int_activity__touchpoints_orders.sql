{#- Sales and returns of every system: a visit to a till is an interaction too. -#}
with orders as (
    select
        order_key,
        source_system,
        record_key,
        ordered_at,
        channel,
        is_return,
        is_cancelled,
        device_type,
        store_id,
        currency_code
    from {{ ref('int_activity__orders') }}
),

final as (
    select
        'order|' || order_key as touchpoint_key,
        source_system,
        'orders' as source_table,
        record_key,
        ordered_at as touchpoint_at,
        channel,
        case
            when is_return then 'return'
            when is_cancelled then 'cancelled_order'
            else 'order'
        end as touchpoint_type,
        false as is_outbound,
        cast(null as varchar) as device_id,
        cast(null as varchar) as session_key,
        device_type,
        cast(null as varchar) as product_id,
        cast(null as varchar) as category,
        store_id as detail,
        cast(null as decimal(18, 3)) as quantity,
        cast(null as decimal(18, 4)) as unit_price,
        currency_code,
        order_key,
        cast(null as varchar) as ad_click_id,
        cast(null as varchar) as utm_source,
        cast(null as varchar) as utm_medium,
        cast(null as varchar) as utm_campaign
    from orders
)

select * from final
