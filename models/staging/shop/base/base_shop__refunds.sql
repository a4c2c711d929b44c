with landed as (
    {{ landed('shop', 'refunds') }}
),

orders as (
    select order_id
    from {{ ref('stg_shop__orders') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('refund_id') }} as refund_id,
        {{ clean_text('order_id') }} as order_id,
        {{ parse_integer('line_number') }} as line_number,

        -- strings
        {{ clean_text('reason') }} as refund_reason,

        -- numerics
        {{ parse_decimal('quantity', 3) }} as quantity,
        abs({{ parse_decimal('refund_amount') }}) as refund_amount,

        -- timestamps
        {{ parse_timestamp('refunded_at', written_in='utc') }} as refunded_at,

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
            when parsed.refund_id is null then 'unusable_refund_id'
            when parsed.order_id is null then 'unusable_order_id'
            when parsed.refunded_at is null then 'unusable_refunded_at'
            when parsed.refund_amount is null then 'unusable_refund_amount'
            when orders.order_id is null then 'no_usable_order'
        end as unusable_reason
    from parsed
    left join orders
        on parsed.order_id = orders.order_id
),

-- the same key may come again: a file delivered twice, a newer version of the row
versions_numbered as (
    select
        *,
        row_number() over (
            partition by
                unusable_reason is null,
                refund_id
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
