{#- What a customer bought, what it is worth and how they buy, as far as orders tell. -#}
with order_summary as (
    select
        customer_id,
        order_count,
        store_order_count,
        web_order_count,
        return_count,
        cancelled_order_count,
        promotion_order_count,
        first_order_at,
        last_order_at,
        days_since_last_order,
        avg_days_between_orders,
        gross_amount_reporting,
        returned_amount_reporting,
        net_amount_reporting
    from {{ ref('int_profile__order_summary') }}
),

order_preferences as (
    select
        customer_id,
        preferred_purchase_channel,
        preferred_purchase_channel_share,
        preferred_store_id,
        preferred_payment_method,
        preferred_payment_method_share,
        preferred_order_weekday,
        preferred_order_weekday_share,
        preferred_order_device
    from {{ ref('int_profile__order_preferences') }}
),

favourites as (
    select
        customer_id,
        favourite_product,
        favourite_product_line_count,
        favourite_product_share,
        favourite_category,
        favourite_category_line_count,
        favourite_category_share,
        favourite_brand,
        favourite_brand_line_count,
        favourite_brand_share
    from {{ ref('int_profile__favourites') }}
),

final as (
    select
        order_summary.customer_id,
        order_summary.order_count,
        order_summary.store_order_count,
        order_summary.web_order_count,
        order_summary.return_count,
        order_summary.cancelled_order_count,
        order_summary.first_order_at,
        order_summary.last_order_at,
        order_summary.days_since_last_order,
        cast(round(order_summary.avg_days_between_orders, 1) as decimal(18, 1))
            as avg_days_between_orders,
        order_summary.gross_amount_reporting,
        order_summary.returned_amount_reporting,
        order_summary.net_amount_reporting,
        case
            when order_summary.order_count > 0
                then
                    cast(
                        round(
                            order_summary.gross_amount_reporting / order_summary.order_count, 2
                        ) as decimal(18, 2)
                    )
        end as average_order_value_reporting,
        case
            when order_summary.order_count > 0
                then cast(
                    cast(order_summary.promotion_order_count as decimal(18, 4))
                    / order_summary.order_count
                    as decimal(5, 4)
                )
        end as promotion_order_share,
        order_preferences.preferred_purchase_channel,
        order_preferences.preferred_purchase_channel_share,
        order_preferences.preferred_store_id,
        order_preferences.preferred_payment_method,
        order_preferences.preferred_payment_method_share,
        order_preferences.preferred_order_weekday,
        order_preferences.preferred_order_weekday_share,
        order_preferences.preferred_order_device,
        favourites.favourite_product,
        favourites.favourite_product_line_count,
        favourites.favourite_product_share,
        favourites.favourite_category,
        favourites.favourite_category_line_count,
        favourites.favourite_category_share,
        favourites.favourite_brand,
        favourites.favourite_brand_line_count,
        favourites.favourite_brand_share
    from order_summary
    left join order_preferences
        on order_summary.customer_id = order_preferences.customer_id
    left join favourites
        on order_summary.customer_id = favourites.customer_id
)

select * from final
