with landed as (
    {{ landed('shop', 'wish_list_items') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('item_id') }} as item_id,
        {{ clean_text('account_id') }} as account_id,
        {{ clean_text('product_code') }} as product_code,

        -- strings
        {{ clean_text('list_name') }} as list_name,

        -- timestamps
        {{ parse_timestamp('added_at', written_in='utc') }} as added_at,
        {{ parse_timestamp('removed_at', written_in='utc') }} as removed_at,
        {{ parse_timestamp('updated_at', written_in='utc') }} as updated_at,

        -- provenance
        source_file,
        source_file_newest,
        source_load_id,
        source_file_id,
        source_row
    from landed
),

checked as (
    select
        parsed.*,
        case
            when parsed.item_id is null then 'unusable_item_id'
            when parsed.account_id is null then 'unusable_account_id'
            when parsed.product_code is null then 'unusable_product_code'
            when parsed.added_at is null then 'unusable_added_at'
        end as unusable_reason
    from parsed
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                item_id
            order by
                updated_at desc nulls last,
                source_file_newest desc,
                source_load_id desc,
                source_file_id desc,
                source_row desc
        ) as version_number
    from checked
),

final as (
    select
        *,
        coalesce(
            unusable_reason,
            case when version_number > 1 then 'repeated_key' end
        ) as rejection_reason
    from versions_numbered
)

select * from final
