{#- Money of each raw table: what was landed, what the marts hold, what was rejected. Returns
    count as negative on both sides; lines are compared by their absolute amounts, since only
    the receipt says whether they come back. -#}
with receipts as (
    select
        'pos' as source_system,
        'receipts' as source_table,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        case when receipt_type = 'return' then -abs(total_amount) else total_amount end as amount,
        rejection_reason
    from {{ ref('base_pos__receipts') }}
),

receipt_lines as (
    select
        'pos' as source_system,
        'receipt_lines' as source_table,
        cast(null as varchar) as currency_code,
        abs(line_amount) as amount,
        rejection_reason
    from {{ ref('base_pos__receipt_lines') }}
),

shop_orders as (
    select
        'shop' as source_system,
        'orders' as source_table,
        coalesce(currency_code, '{{ var("reporting_currency") }}') as currency_code,
        total_amount as amount,
        rejection_reason
    from {{ ref('base_shop__orders') }}
),

shop_order_lines as (
    select
        'shop' as source_system,
        'order_lines' as source_table,
        cast(null as varchar) as currency_code,
        abs(line_amount) as amount,
        rejection_reason
    from {{ ref('base_shop__order_lines') }}
),

refunds as (
    select
        'shop' as source_system,
        'refunds' as source_table,
        cast(null as varchar) as currency_code,
        -refund_amount as amount,
        rejection_reason
    from {{ ref('base_shop__refunds') }}
),

-- orders without an amount of their own are worth their lines, which are compared as lines
feed_orders as (
    select
        'feeds' as source_system,
        'orders' as source_table,
        cast(null as varchar) as currency_code,
        abs(order_amount) as amount,
        rejection_reason
    from {{ ref('base_feeds__orders') }}
    where order_amount is not null
),

feed_order_lines as (
    select
        'feeds' as source_system,
        'order_lines' as source_table,
        cast(null as varchar) as currency_code,
        abs(line_amount) as amount,
        rejection_reason
    from {{ ref('base_feeds__order_lines') }}
),

landed as (
    select * from receipts
    union all
    select * from receipt_lines
    union all
    select * from shop_orders
    union all
    select * from shop_order_lines
    union all
    select * from refunds
    union all
    select * from feed_orders
    union all
    select * from feed_order_lines
),

landed_summed as (
    select
        source_system,
        source_table,
        coalesce(currency_code, 'any') as currency_code,
        sum(amount) as source_amount,
        sum(case when rejection_reason is null then 0 else amount end) as rejected_amount
    from landed
    group by source_system, source_table, coalesce(currency_code, 'any')
),

published as (
    select
        source_system,
        case
            when source_system = 'pos' then 'receipts'
            when order_id like 'refund:%' then 'refunds'
            else 'orders'
        end as source_table,
        case when order_id like 'refund:%' then 'any' else currency_code end as currency_code,
        order_amount as amount
    from {{ ref('fct_orders') }}
    where source_system in ('pos', 'shop')

    union all

    select
        'feeds' as source_system,
        'orders' as source_table,
        'any' as currency_code,
        abs(published.order_amount) as amount
    from {{ ref('fct_orders') }} as published
    inner join {{ ref('stg_feeds__orders') }} as staged
        on
            published.source_system = staged.source_system
            and published.order_id = staged.order_id
    where staged.order_amount is not null

    union all

    select
        case when source_system in ('pos', 'shop') then source_system else 'feeds' end
            as source_system,
        case when source_system = 'pos' then 'receipt_lines' else 'order_lines' end as source_table,
        'any' as currency_code,
        abs(line_amount) as amount
    from {{ ref('fct_order_lines') }}
    where order_key not like 'shop|refund:%'
),

published_summed as (
    select
        source_system,
        source_table,
        currency_code,
        sum(amount) as mart_amount
    from published
    group by source_system, source_table, currency_code
),

final as (
    select
        coalesce(landed_summed.source_system, published_summed.source_system) as source_system,
        coalesce(landed_summed.source_table, published_summed.source_table) as source_table,
        coalesce(landed_summed.currency_code, published_summed.currency_code) as currency_code,
        coalesce(landed_summed.source_amount, 0) as source_amount,
        coalesce(published_summed.mart_amount, 0) as mart_amount,
        coalesce(landed_summed.rejected_amount, 0) as rejected_amount
    from landed_summed
    full outer join published_summed
        on
            landed_summed.source_system = published_summed.source_system
            and landed_summed.source_table = published_summed.source_table
            and landed_summed.currency_code = published_summed.currency_code
)

select * from final
