with rows_checked as (
    select * from {{ ref('base_shop__wish_list_items') }}
),

final as (
    select
        item_id,
        account_id,
        product_code,
        list_name,
        added_at,
        removed_at,
        updated_at,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
