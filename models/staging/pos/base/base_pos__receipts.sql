with landed as (
    {{ landed('pos', 'receipts') }}
),

parsed as (
    select
        -- ids
        {{ clean_text('receipt_id') }} as receipt_id,
        {{ clean_text('store_id') }} as store_id,
        {{ clean_text('till_id') }} as till_id,
        {{ clean_text('cashier_id') }} as cashier_id,
        {{ clean_text('original_receipt_id') }} as original_receipt_id,
        {{ normalise_code('loyalty_card_number') }} as loyalty_card_number,

        -- strings
        -- a word that is neither is not guessed: it may mean a return
        case coalesce(lower({{ clean_text('receipt_type') }}), 'sale')
            when 'sale' then 'sale'
            when 'return' then 'return'
        end as receipt_type,
        {{ normalise_email('customer_email') }} as customer_email,
        {{ normalise_phone('customer_phone') }} as customer_phone,
        lower({{ clean_text('payment_method') }}) as payment_method,
        upper({{ clean_text('coupon_code') }}) as coupon_code,
        upper({{ clean_text('currency_code') }}) as currency_code,

        -- numerics
        {{ parse_decimal('total_amount') }} as total_amount,

        -- timestamps
        {{ parse_timestamp('receipt_at') }} as receipt_at,

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
            when parsed.receipt_id is null then 'unusable_receipt_id'
            when parsed.store_id is null then 'unusable_store_id'
            when parsed.receipt_at is null then 'unusable_receipt_at'
            when parsed.total_amount is null then 'unusable_total_amount'
            when parsed.receipt_type is null then 'unusable_receipt_type'
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
                receipt_id
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
