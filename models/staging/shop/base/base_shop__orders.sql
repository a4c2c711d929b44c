with landed as (
    {{ landed('shop', 'orders') }}
),

-- read once: the numbering plan of a phone depends on it
countries_read as (
    select
        *,
        {{ normalise_country('shipping_country_code') }} as country_read
    from landed
),

parsed as (
    select
        -- ids
        {{ clean_text('order_id') }} as order_id,
        {{ clean_text('account_id') }} as account_id,

        -- strings
        {{ clean_text('guest_name') }} as guest_name,
        {{ normalise_email('guest_email') }} as guest_email,
        {{ normalise_phone('guest_phone', 'country_read') }} as guest_phone,
        -- a word that is none of these is not guessed: it may mean cancelled
        case coalesce(lower({{ clean_text('status') }}), 'paid')
            when 'pending' then 'paid'
            when 'paid' then 'paid'
            when 'processing' then 'paid'
            when 'shipped' then 'shipped'
            when 'delivered' then 'delivered'
            when 'completed' then 'delivered'
            when 'returned' then 'delivered'
            when 'refunded' then 'delivered'
            when 'cancelled' then 'cancelled'
            when 'canceled' then 'cancelled'
        end as status,
        upper({{ clean_text('currency_code') }}) as currency_code,
        upper({{ clean_text('coupon_code') }}) as coupon_code,
        lower({{ clean_text('payment_method') }}) as payment_method,
        lower({{ clean_text('device_type') }}) as device_type,
        {{ clean_text('shipping_street') }} as shipping_street,
        {{ clean_text('shipping_city') }} as shipping_city,
        {{ clean_text('shipping_postal_code') }} as shipping_postal_code,
        country_read as shipping_country_code,

        -- numerics
        {{ parse_decimal('total_amount') }} as total_amount,
        coalesce({{ parse_decimal('shipping_amount') }}, 0) as shipping_amount,

        -- timestamps
        {{ parse_timestamp('ordered_at', written_in='utc') }} as ordered_at,
        {{ parse_timestamp('updated_at', written_in='utc') }} as updated_at,

        -- provenance
        source_file,
        source_file_newest,
        source_load_id,
        source_file_id,
        source_row
    from countries_read
),

checked as (
    select
        parsed.*,
        case
            when parsed.order_id is null then 'unusable_order_id'
            when parsed.ordered_at is null then 'unusable_ordered_at'
            when parsed.total_amount is null then 'unusable_total_amount'
            when parsed.status is null then 'unusable_status'
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
                order_id
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
