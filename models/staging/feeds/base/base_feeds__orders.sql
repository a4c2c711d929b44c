with landed as (
    {{ landed('feeds', 'orders') }}
),

parsed as (
    select
        -- ids
        lower({{ clean_text('source_system') }}) as source_system,
        {{ clean_text('order_id') }} as order_id,
        {{ clean_text('source_record_id') }} as source_record_id,
        {{ clean_text('store_id') }} as store_id,
        {{ clean_text('original_order_id') }} as original_order_id,

        -- strings
        coalesce(lower({{ clean_text('channel') }}), 'unknown') as channel,
        -- a word that is neither is not guessed: it may mean a return
        case coalesce(lower({{ clean_text('order_type') }}), 'sale')
            when 'sale' then 'sale'
            when 'return' then 'return'
        end as order_type,
        case coalesce(lower({{ clean_text('status') }}), 'completed')
            when 'completed' then 'completed'
            when 'cancelled' then 'cancelled'
            when 'canceled' then 'cancelled'
        end as status,
        upper({{ clean_text('currency_code') }}) as currency_code,
        upper({{ clean_text('coupon_code') }}) as coupon_code,
        lower({{ clean_text('payment_method') }}) as payment_method,
        lower({{ clean_text('device_type') }}) as device_type,

        -- numerics
        {{ parse_decimal('order_amount') }} as order_amount,
        coalesce({{ parse_decimal('shipping_amount') }}, 0) as shipping_amount,

        -- timestamps
        {{ parse_timestamp('ordered_at') }} as ordered_at,

        {{ clean_text('order_amount') }} is not null as has_order_amount,

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
            when parsed.source_system is null then 'unusable_source_system'
            -- the house's own systems are not fed: their names would mix with what they export
            when parsed.source_system in {{ house_systems() }}
                then 'reserved_source_system'
            when parsed.order_id is null then 'unusable_order_id'
            when parsed.ordered_at is null then 'unusable_ordered_at'
            when parsed.order_type is null then 'unusable_order_type'
            when parsed.status is null then 'unusable_status'
            when parsed.has_order_amount and parsed.order_amount is null
                then 'unusable_order_amount'
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
                source_system,
                order_id
            order by
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
