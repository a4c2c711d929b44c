with who as (
    select * from {{ ref('int_profile__who') }}
),

purchases as (
    select * from {{ ref('int_profile__purchases') }}
),

web_behaviour as (
    select * from {{ ref('int_profile__web_behaviour') }}
),

open_carts as (
    select * from {{ ref('int_profile__open_carts') }}
),

loyalty as (
    select * from {{ ref('int_profile__loyalty') }}
),

demographics as (
    select * from {{ ref('int_profile__demographics_wide') }}
),

relationship as (
    select * from {{ ref('int_profile__relationship') }}
),

margin as (
    select * from {{ ref('int_profile__margin') }}
),

rfm as (
    select * from {{ ref('customer_rfm') }}
),

actions as (
    select * from {{ ref('int_actions__summary') }}
),

as_of as (
    select * from {{ ref('int_activity__as_of') }}
),

final as (
    select
        -- who they are
        who.customer_id,
        as_of.as_of_date,
        who.display_name,
        who.given_name,
        who.family_name,
        who.birth_date,
        who.gender,
        who.email,
        who.phone,
        who.street,
        who.street_number,
        who.city,
        who.postal_code,
        who.region,
        who.country_code,
        cast(
            floor({{ days_between('who.birth_date', 'as_of.as_of_date') }} / 365.25) as integer
        ) as age_years,
        demographics.income_band,
        demographics.household_size,
        cast(demographics.has_children as boolean) as has_children,
        demographics.education_level,
        demographics.urbanity,
        demographics.lifestyle_cluster,
        demographics.lifestyle,
        demographics.motivation,
        actions.lifecycle_stage,
        actions.lifecycle_since,
        who.source_record_count,
        who.source_system_count,
        who.is_known_to_pos,
        who.is_known_to_shop,
        who.is_known_to_web,
        who.is_known_to_loyalty,
        who.is_known_to_crm,
        who.is_known_to_email,
        who.is_known_to_support,
        who.is_known_to_survey,
        who.is_known_to_ads,
        who.is_known_to_social,
        who.is_known_to_external,
        who.is_known_to_feeds,
        who.crm_brand_count,
        who.first_seen_at,
        who.profile_updated_at,
        who.freshness_pos,
        who.freshness_shop,
        who.freshness_web,
        who.freshness_loyalty,
        who.freshness_crm,
        who.freshness_email,
        who.freshness_support,
        who.freshness_survey,
        who.freshness_ads,
        who.freshness_social,
        who.freshness_external,
        who.freshness_feeds,

        -- how they may be reached
        who.preferred_contact_channel,
        who.may_email_marketing,
        who.may_sms_marketing,
        who.may_phone_marketing,
        who.consent_declared_at,
        relationship.is_newsletter_subscriber,
        relationship.newsletter_unsubscribed_at,
        relationship.messages_last_7d,
        relationship.emails_received_90d,
        relationship.email_open_rate_90d,
        relationship.email_click_rate_90d,
        relationship.email_engagement_status,
        relationship.last_message_opened_at,
        relationship.last_message_clicked_at,
        relationship.best_response_channel,

        -- what they did
        coalesce(purchases.order_count, 0) as order_count,
        coalesce(purchases.store_order_count, 0) as store_order_count,
        coalesce(purchases.web_order_count, 0) as web_order_count,
        coalesce(purchases.return_count, 0) as return_count,
        coalesce(purchases.cancelled_order_count, 0) as cancelled_order_count,
        coalesce(purchases.order_count, 0) > 1 as is_returning_customer,
        purchases.first_order_at,
        purchases.last_order_at,
        purchases.favourite_product as favourite_product_id,
        purchases.favourite_product_line_count,
        purchases.favourite_product_share,
        purchases.favourite_category,
        purchases.favourite_category_line_count,
        purchases.favourite_category_share,
        purchases.favourite_brand,
        purchases.favourite_brand_line_count,
        purchases.favourite_brand_share,
        purchases.preferred_payment_method,
        purchases.preferred_payment_method_share,
        purchases.preferred_store_id,
        purchases.preferred_order_device,
        coalesce(web_behaviour.web_visit_count, 0) as web_visit_count,
        web_behaviour.last_web_visit_at,
        web_behaviour.preferred_web_weekday,
        web_behaviour.preferred_web_device,
        web_behaviour.last_viewed_category,
        web_behaviour.last_viewed_at,
        coalesce(open_carts.open_cart_quantity, 0) as open_cart_quantity,
        open_carts.open_cart_amount_reporting,
        open_carts.open_cart_left_at,
        open_carts.open_cart_stage,
        relationship.open_list_item_count,
        relationship.last_list_item_added_at,
        loyalty.customer_id is not null as is_loyalty_member,
        loyalty.loyalty_tier,
        loyalty.loyalty_status,
        loyalty.member_since,
        loyalty.points_balance,
        loyalty.points_earned_lifetime,
        loyalty.points_redeemed_lifetime,
        loyalty.points_expired_lifetime,
        loyalty.has_ever_redeemed,
        loyalty.points_overdue,
        loyalty.points_expiring_30d,
        loyalty.points_expiring_60d,
        loyalty.points_expiring_90d,
        loyalty.next_points_expiry_on,
        loyalty.points_expiring_next,
        relationship.ticket_count,
        relationship.open_ticket_count,
        relationship.complaint_count,
        relationship.last_ticket_at,
        relationship.last_complaint_at,
        relationship.last_complaint_reason,
        relationship.days_since_last_complaint,
        relationship.last_nps,
        relationship.last_nps_at,
        relationship.last_csat,
        relationship.last_csat_at,
        relationship.satisfaction_trend,
        relationship.last_touchpoint_at,
        relationship.last_touchpoint_channel,
        relationship.last_touchpoint_type,

        -- what they are worth
        coalesce(purchases.net_amount_reporting, 0) as historic_clv_reporting,
        coalesce(purchases.gross_amount_reporting, 0) as gross_amount_reporting,
        coalesce(purchases.returned_amount_reporting, 0) as returned_amount_reporting,
        purchases.average_order_value_reporting,
        margin.historic_margin_reporting,
        margin.known_cost_share,
        rfm.recency_score,
        rfm.frequency_score,
        rfm.monetary_score,
        rfm.rfm_segment,

        -- how they behave
        purchases.days_since_last_order,
        purchases.avg_days_between_orders,
        cast(
            purchases.days_since_last_order / nullif(purchases.avg_days_between_orders, 0)
            as decimal(18, 2)
        ) as inactivity_drift,
        purchases.preferred_purchase_channel,
        purchases.preferred_purchase_channel_share,
        purchases.preferred_order_weekday,
        purchases.preferred_order_weekday_share,
        purchases.promotion_order_share,
        relationship.top_interest,
        relationship.top_interest_share,

        -- what they may do, and what to do about it
        actions.lapse_date,
        actions.risk_band,
        actions.risk_basis,
        actions.at_risk_reason,
        actions.next_best_action,
        actions.next_best_action_channel,
        actions.next_best_action_expires_on,
        actions.churn_probability_90d,
        actions.purchase_probability_30d,
        actions.predicted_clv_next_365d,
        actions.predicted_order_frequency_next_365d,
        actions.expected_next_order_date,
        actions.prospect_score,
        actions.scored_as_of_date
    from who
    cross join as_of
    inner join actions using (customer_id)
    left join purchases using (customer_id)
    left join web_behaviour using (customer_id)
    left join open_carts using (customer_id)
    left join loyalty using (customer_id)
    left join rfm using (customer_id)
    left join demographics using (customer_id)
    left join relationship using (customer_id)
    left join margin using (customer_id)
)

select * from final
