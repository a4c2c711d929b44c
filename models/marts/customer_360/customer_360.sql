with customers as (
    select
        customer_id,
        display_name,
        given_name,
        family_name,
        birth_date,
        gender,
        email,
        phone,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        source_record_count,
        source_system_count,
        first_seen_at
    from {{ ref('dim_customers') }}
),

systems as (
    select
        customer_id,
        is_known_to_pos,
        is_known_to_shop,
        is_known_to_web,
        is_known_to_loyalty,
        is_known_to_crm,
        is_known_to_feeds
    from {{ ref('int_profile__customers') }}
),

activity_dates as (
    select * from {{ ref('int_profile__activity_dates') }}
),

order_summary as (
    select * from {{ ref('int_profile__order_summary') }}
),

order_preferences as (
    select * from {{ ref('int_profile__order_preferences') }}
),

favourites as (
    select * from {{ ref('int_profile__favourites') }}
),

loyalty as (
    select * from {{ ref('int_profile__loyalty') }}
),

web_behaviour as (
    select * from {{ ref('int_profile__web_behaviour') }}
),

open_carts as (
    select * from {{ ref('int_profile__open_carts') }}
),

contact_preferences as (
    select * from {{ ref('int_profile__contact_preferences') }}
),

rfm as (
    select
        customer_id,
        recency_score,
        frequency_score,
        monetary_score,
        rfm_segment
    from {{ ref('customer_rfm') }}
),

marketing_consents as (
    select
        customer_id,
        max(case when channel = 'email' and is_permitted then 1 else 0 end) = 1 as may_email_marketing,
        max(case when channel = 'sms' and is_permitted then 1 else 0 end) = 1 as may_sms_marketing,
        max(case when channel = 'phone' and is_permitted then 1 else 0 end) = 1 as may_phone_marketing,
        max(declared_at) as consent_declared_at
    from {{ ref('customer_consents') }}
    where purpose = 'marketing'
    group by customer_id
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select
        -- who they are
        customers.customer_id,
        as_of.as_of_date,
        customers.display_name,
        customers.given_name,
        customers.family_name,
        customers.birth_date,
        customers.gender,
        customers.email,
        customers.phone,
        customers.street,
        customers.street_number,
        customers.city,
        customers.postal_code,
        customers.region,
        customers.country_code,
        case when coalesce(order_summary.order_count, 0) > 0 then 'customer' else 'prospect' end as lifecycle_stage,
        customers.source_record_count,
        customers.source_system_count,
        systems.is_known_to_pos,
        systems.is_known_to_shop,
        systems.is_known_to_web,
        systems.is_known_to_loyalty,
        systems.is_known_to_crm,
        systems.is_known_to_feeds,
        coalesce(contact_preferences.crm_brand_count, 0) as crm_brand_count,
        customers.first_seen_at,
        activity_dates.profile_updated_at,
        activity_dates.freshness_pos,
        activity_dates.freshness_shop,
        activity_dates.freshness_web,
        activity_dates.freshness_loyalty,
        activity_dates.freshness_crm,
        activity_dates.freshness_feeds,

        -- how they may be reached
        contact_preferences.preferred_contact_channel,
        coalesce(marketing_consents.may_email_marketing, false) as may_email_marketing,
        coalesce(marketing_consents.may_sms_marketing, false) as may_sms_marketing,
        coalesce(marketing_consents.may_phone_marketing, false) as may_phone_marketing,
        marketing_consents.consent_declared_at,

        -- what they did
        coalesce(order_summary.order_count, 0) as order_count,
        coalesce(order_summary.store_order_count, 0) as store_order_count,
        coalesce(order_summary.web_order_count, 0) as web_order_count,
        coalesce(order_summary.return_count, 0) as return_count,
        coalesce(order_summary.cancelled_order_count, 0) as cancelled_order_count,
        coalesce(order_summary.order_count, 0) > 1 as is_returning_customer,
        order_summary.first_order_at,
        order_summary.last_order_at,
        favourites.favourite_product as favourite_product_id,
        favourites.favourite_product_line_count,
        favourites.favourite_product_share,
        favourites.favourite_category,
        favourites.favourite_category_line_count,
        favourites.favourite_category_share,
        favourites.favourite_brand,
        favourites.favourite_brand_line_count,
        favourites.favourite_brand_share,
        order_preferences.preferred_payment_method,
        order_preferences.preferred_payment_method_share,
        order_preferences.preferred_store_id,
        order_preferences.preferred_order_device,
        coalesce(web_behaviour.web_visit_count, 0) as web_visit_count,
        web_behaviour.last_web_visit_at,
        web_behaviour.preferred_web_weekday,
        web_behaviour.preferred_web_device,
        web_behaviour.last_viewed_category,
        web_behaviour.last_viewed_at,
        coalesce(open_carts.open_cart_quantity, 0) as open_cart_quantity,
        open_carts.open_cart_amount_reporting,
        open_carts.open_cart_left_at,
        loyalty.customer_id is not null as is_loyalty_member,
        loyalty.loyalty_tier,
        loyalty.loyalty_status,
        loyalty.member_since,
        loyalty.points_balance,
        loyalty.points_earned_lifetime,
        loyalty.points_redeemed_lifetime,
        loyalty.points_expired_lifetime,
        loyalty.has_ever_redeemed,

        -- what they are worth
        coalesce(order_summary.net_amount_reporting, 0) as historic_clv_reporting,
        coalesce(order_summary.gross_amount_reporting, 0) as gross_amount_reporting,
        coalesce(order_summary.returned_amount_reporting, 0) as returned_amount_reporting,
        case
            when order_summary.order_count > 0
                then cast(round(order_summary.gross_amount_reporting / order_summary.order_count, 2) as decimal(18, 2))
        end as average_order_value_reporting,
        rfm.recency_score,
        rfm.frequency_score,
        rfm.monetary_score,
        rfm.rfm_segment,

        -- how they behave
        order_summary.days_since_last_order,
        cast(round(order_summary.avg_days_between_orders, 1) as decimal(18, 1)) as avg_days_between_orders,
        order_preferences.preferred_purchase_channel,
        order_preferences.preferred_purchase_channel_share,
        order_preferences.preferred_order_weekday,
        order_preferences.preferred_order_weekday_share,
        case
            when order_summary.order_count > 0
                then cast(order_summary.promotion_order_count as decimal(18, 4)) / order_summary.order_count
        end as promotion_order_share
    from customers
    inner join systems
        on customers.customer_id = systems.customer_id
    cross join as_of
    left join activity_dates
        on customers.customer_id = activity_dates.customer_id
    left join order_summary
        on customers.customer_id = order_summary.customer_id
    left join order_preferences
        on customers.customer_id = order_preferences.customer_id
    left join favourites
        on customers.customer_id = favourites.customer_id
    left join loyalty
        on customers.customer_id = loyalty.customer_id
    left join web_behaviour
        on customers.customer_id = web_behaviour.customer_id
    left join open_carts
        on customers.customer_id = open_carts.customer_id
    left join contact_preferences
        on customers.customer_id = contact_preferences.customer_id
    left join rfm
        on customers.customer_id = rfm.customer_id
    left join marketing_consents
        on customers.customer_id = marketing_consents.customer_id
)

select * from final
