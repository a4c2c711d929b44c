{#- What a customer does most often: most orders first, then the latest, then the name. -#}
with purchases as (
    select
        customer_id,
        channel,
        store_id,
        ordered_on,
        payment_method,
        device_type,
        {{ weekday_name('ordered_on') }} as order_weekday
    from {{ ref('int_activity__orders_known') }}
    where is_purchase
),

choices_listed as (
    select
        customer_id,
        ordered_on,
        'channel' as choice_type,
        channel as choice
    from purchases
    union all
    select
        customer_id,
        ordered_on,
        'store' as choice_type,
        store_id as choice
    from purchases
    union all
    select
        customer_id,
        ordered_on,
        'payment_method' as choice_type,
        payment_method as choice
    from purchases
    union all
    select
        customer_id,
        ordered_on,
        'weekday' as choice_type,
        order_weekday as choice
    from purchases
    union all
    select
        customer_id,
        ordered_on,
        'device' as choice_type,
        device_type as choice
    from purchases
),

choices_counted as (
    select
        customer_id,
        choice_type,
        choice,
        count(*) as order_count,
        max(ordered_on) as last_chosen_on
    from choices_listed
    where choice is not null
    group by customer_id, choice_type, choice
),

choices_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, choice_type
            order by order_count desc, last_chosen_on desc, choice asc
        ) as choice_rank,
        sum(order_count) over (partition by customer_id, choice_type) as order_total
    from choices_counted
),

shares_computed as (
    select
        customer_id,
        choice_type,
        choice,
        cast(cast(order_count as decimal(18, 4)) / order_total as decimal(5, 4)) as choice_share
    from choices_ranked
    where choice_rank = 1
),

final as (
    select
        customer_id,
        max(case when choice_type = 'channel' then choice end) as preferred_purchase_channel,
        max(case when choice_type = 'channel' then choice_share end)
            as preferred_purchase_channel_share,
        max(case when choice_type = 'store' then choice end) as preferred_store_id,
        max(case when choice_type = 'payment_method' then choice end) as preferred_payment_method,
        max(case when choice_type = 'payment_method' then choice_share end)
            as preferred_payment_method_share,
        max(case when choice_type = 'weekday' then choice end) as preferred_order_weekday,
        max(case when choice_type = 'weekday' then choice_share end)
            as preferred_order_weekday_share,
        max(case when choice_type = 'device' then choice end) as preferred_order_device
    from shares_computed
    group by customer_id
)

select * from final
