with customer_identities as (
    select
        customer_id,
        source_system,
        record_type,
        created_at
    from {{ ref('int_identity__identities') }}
),

final as (
    select
        customer_id,
        count(*) as source_record_count,
        count(distinct source_system) as source_system_count,
        min(created_at) as first_seen_at,
        max(case when source_system = 'pos' then 1 else 0 end) = 1 as is_known_to_pos,
        max(case when source_system = 'shop' then 1 else 0 end) = 1 as is_known_to_shop,
        max(case when source_system = 'web' then 1 else 0 end) = 1 as is_known_to_web,
        max(case when source_system = 'loyalty' then 1 else 0 end) = 1 as is_known_to_loyalty,
        max(case when source_system = 'crm' then 1 else 0 end) = 1 as is_known_to_crm,
        max(case when source_system = 'email' then 1 else 0 end) = 1 as is_known_to_email,
        max(case when source_system = 'support' then 1 else 0 end) = 1 as is_known_to_support,
        max(case when source_system = 'survey' then 1 else 0 end) = 1 as is_known_to_survey,
        max(case when source_system = 'ads' then 1 else 0 end) = 1 as is_known_to_ads,
        max(case when source_system = 'social' then 1 else 0 end) = 1 as is_known_to_social,
        max(case when source_system = 'external' then 1 else 0 end) = 1 as is_known_to_external,
        max(case when record_type = 'feed' then 1 else 0 end) = 1 as is_known_to_feeds
    from customer_identities
    group by customer_id
)

select * from final
