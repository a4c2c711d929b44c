with items as (
    select
        customer_id,
        is_open,
        added_at
    from {{ ref('int_activity__wish_list_items') }}
    where customer_id is not null
),

final as (
    select
        customer_id,
        count(case when is_open then 1 end) as open_list_item_count,
        max(case when is_open then added_at end) as last_list_item_added_at
    from items
    group by customer_id
)

select * from final
