-- Claims that each persona's profile says what seeds/expected/expected_profiles.csv computed by
-- hand. An empty expectation means null. Attributes that a persona does not list are not claimed.
{{ config(enabled=target.name == 'sample') }}

{%- set attributes = [
        'age_years',
        'at_risk_reason',
        'average_order_value_reporting',
        'avg_days_between_orders',
        'birth_date',
        'cancelled_order_count',
        'city',
        'days_since_last_order',
        'display_name',
        'email',
        'favourite_brand',
        'favourite_category',
        'favourite_product_id',
        'favourite_product_share',
        'first_order_at',
        'frequency_score',
        'freshness_external',
        'freshness_feeds',
        'freshness_survey',
        'gross_amount_reporting',
        'has_ever_redeemed',
        'historic_clv_reporting',
        'historic_margin_reporting',
        'inactivity_drift',
        'is_known_to_ads',
        'is_known_to_email',
        'is_known_to_external',
        'is_known_to_feeds',
        'is_known_to_social',
        'is_known_to_support',
        'is_known_to_survey',
        'is_loyalty_member',
        'is_returning_customer',
        'lapse_date',
        'last_order_at',
        'last_touchpoint_channel',
        'last_viewed_category',
        'last_web_visit_at',
        'lifecycle_since',
        'lifecycle_stage',
        'loyalty_tier',
        'may_email_marketing',
        'may_phone_marketing',
        'may_sms_marketing',
        'monetary_score',
        'next_best_action',
        'next_best_action_channel',
        'next_best_action_expires_on',
        'next_points_expiry_on',
        'open_cart_amount_reporting',
        'open_cart_left_at',
        'open_cart_quantity',
        'open_cart_stage',
        'order_count',
        'phone',
        'points_balance',
        'points_earned_lifetime',
        'points_expired_lifetime',
        'points_expiring_30d',
        'points_expiring_60d',
        'points_expiring_90d',
        'points_expiring_next',
        'points_overdue',
        'points_redeemed_lifetime',
        'preferred_contact_channel',
        'preferred_order_weekday',
        'preferred_order_weekday_share',
        'preferred_payment_method',
        'preferred_payment_method_share',
        'preferred_purchase_channel',
        'preferred_store_id',
        'preferred_web_device',
        'promotion_order_share',
        'recency_score',
        'return_count',
        'returned_amount_reporting',
        'rfm_segment',
        'risk_band',
        'risk_basis',
        'source_record_count',
        'source_system_count',
        'store_order_count',
        'street',
        'top_interest',
        'web_order_count',
        'web_visit_count'
] %}

with expected as (
    select
        persona,
        record_key,
        attribute_name,
        expected_value
    from {{ ref('expected_profiles') }}
),

identities as (
    select
        record_key,
        customer_id
    from {{ ref('customer_identities') }}
),

profiles as (
    {%- for attribute in attributes %}
    select
        customer_id,
        '{{ attribute }}' as attribute_name,
        cast({{ attribute }} as varchar) as actual_value
    from {{ ref('customer_360') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        expected.persona,
        expected.attribute_name,
        expected.expected_value,
        profiles.actual_value
    from expected
    left join identities
        on expected.record_key = identities.record_key
    left join profiles
        on
            identities.customer_id = profiles.customer_id
            and expected.attribute_name = profiles.attribute_name
    where
        identities.customer_id is null
        or expected.expected_value is distinct from profiles.actual_value
)

select * from final
