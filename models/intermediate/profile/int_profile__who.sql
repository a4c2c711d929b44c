with customers as (
    select
        customer_id,
        source_record_count,
        source_system_count,
        first_seen_at,
        is_known_to_pos,
        is_known_to_shop,
        is_known_to_web,
        is_known_to_loyalty,
        is_known_to_crm,
        is_known_to_email,
        is_known_to_support,
        is_known_to_survey,
        is_known_to_ads,
        is_known_to_social,
        is_known_to_external,
        is_known_to_feeds
    from {{ ref('int_profile__customers') }}
),

golden_records as (
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
        country_code
    from {{ ref('int_profile__golden_records') }}
),

activity_dates as (
    select
        customer_id,
        profile_updated_at,
        freshness_pos,
        freshness_shop,
        freshness_web,
        freshness_loyalty,
        freshness_crm,
        freshness_email,
        freshness_support,
        freshness_survey,
        freshness_ads,
        freshness_social,
        freshness_external,
        freshness_feeds
    from {{ ref('int_profile__activity_dates') }}
),

contact_preferences as (
    select
        customer_id,
        preferred_contact_channel,
        crm_brand_count
    from {{ ref('int_profile__contact_preferences') }}
),

marketing_consents as (
    select
        customer_id,
        max(case when channel = 'email' and is_permitted then 1 else 0 end)
        = 1 as may_email_marketing,
        max(case when channel = 'sms' and is_permitted then 1 else 0 end) = 1 as may_sms_marketing,
        max(case when channel = 'phone' and is_permitted then 1 else 0 end)
        = 1 as may_phone_marketing,
        max(declared_at) as consent_declared_at
    from {{ ref('int_consent__customer_states') }}
    where purpose = 'marketing'
    group by customer_id
),

final as (
    select
        customers.customer_id,
        golden_records.display_name,
        golden_records.given_name,
        golden_records.family_name,
        golden_records.birth_date,
        golden_records.gender,
        golden_records.email,
        golden_records.phone,
        golden_records.street,
        golden_records.street_number,
        golden_records.city,
        golden_records.postal_code,
        golden_records.region,
        golden_records.country_code,
        customers.source_record_count,
        customers.source_system_count,
        customers.is_known_to_pos,
        customers.is_known_to_shop,
        customers.is_known_to_web,
        customers.is_known_to_loyalty,
        customers.is_known_to_crm,
        customers.is_known_to_email,
        customers.is_known_to_support,
        customers.is_known_to_survey,
        customers.is_known_to_ads,
        customers.is_known_to_social,
        customers.is_known_to_external,
        customers.is_known_to_feeds,
        coalesce(contact_preferences.crm_brand_count, 0) as crm_brand_count,
        customers.first_seen_at,
        activity_dates.profile_updated_at,
        activity_dates.freshness_pos,
        activity_dates.freshness_shop,
        activity_dates.freshness_web,
        activity_dates.freshness_loyalty,
        activity_dates.freshness_crm,
        activity_dates.freshness_email,
        activity_dates.freshness_support,
        activity_dates.freshness_survey,
        activity_dates.freshness_ads,
        activity_dates.freshness_social,
        activity_dates.freshness_external,
        activity_dates.freshness_feeds,
        contact_preferences.preferred_contact_channel,
        -- nobody is written to who did not say yes
        coalesce(marketing_consents.may_email_marketing, false) as may_email_marketing,
        coalesce(marketing_consents.may_sms_marketing, false) as may_sms_marketing,
        coalesce(marketing_consents.may_phone_marketing, false) as may_phone_marketing,
        marketing_consents.consent_declared_at
    from customers
    left join golden_records
        on customers.customer_id = golden_records.customer_id
    left join activity_dates
        on customers.customer_id = activity_dates.customer_id
    left join contact_preferences
        on customers.customer_id = contact_preferences.customer_id
    left join marketing_consents
        on customers.customer_id = marketing_consents.customer_id
)

select * from final
