with purchases as (
    select
        channel,
        store_id,
        cast({{ dbt.date_trunc('month', 'ordered_on') }} as date) as sales_month,
        is_anonymous,
        named_by,
        net_amount_reporting
    from {{ ref('int_governance__purchases_named') }}
),

counted as (
    select
        channel,
        store_id,
        sales_month,
        count(*) as order_count,
        sum(net_amount_reporting) as amount,
        count(case when is_anonymous then 1 end) as anonymous_order_count,
        sum(case when is_anonymous then net_amount_reporting else 0 end) as anonymous_amount,
        count(case when named_by = 'shared' then 1 end) as shared_contact_order_count,
        count(case when named_by = 'hub' then 1 end) as hub_contact_order_count,
        count(case when named_by = 'placeholder' then 1 end) as placeholder_order_count,
        count(case when named_by = 'unknown_card' then 1 end) as unknown_card_order_count,
        count(case when named_by not in ('person', 'nothing') then 1 end)
            as recoverable_order_count,
        sum(case when named_by not in ('person', 'nothing') then net_amount_reporting else 0 end)
            as recoverable_amount
    from purchases
    group by channel, store_id, sales_month
),

averaged as (
    select
        *,
        amount / order_count as average_amount,
        (amount - anonymous_amount) / nullif(order_count - anonymous_order_count, 0)
            as average_identified_amount,
        anonymous_amount / nullif(anonymous_order_count, 0) as average_anonymous_amount
    from counted
),

final as (
    select
        channel,
        store_id,
        sales_month,
        order_count,
        cast(amount as decimal(18, 2)) as gross_amount_reporting,
        anonymous_order_count,
        cast(cast(anonymous_order_count as decimal(18, 4)) / order_count as decimal(5, 4))
            as anonymous_order_share,
        cast(anonymous_amount as decimal(18, 2)) as anonymous_amount_reporting,
        cast(anonymous_amount / nullif(amount, 0) as decimal(7, 4)) as anonymous_amount_share,
        shared_contact_order_count,
        hub_contact_order_count,
        placeholder_order_count,
        unknown_card_order_count,
        recoverable_order_count,
        cast(recoverable_amount as decimal(18, 2)) as recoverable_amount_reporting,
        cast(round(average_amount, 2) as decimal(18, 2)) as average_order_value_reporting,
        cast(round(average_identified_amount, 2) as decimal(18, 2))
            as average_identified_order_value_reporting,
        cast(round(average_anonymous_amount, 2) as decimal(18, 2))
            as average_anonymous_order_value_reporting,
        cast(round(average_identified_amount - average_amount, 2) as decimal(18, 2))
            as average_order_value_bias_reporting
    from averaged
)

select * from final
