with contacts as (
    select
        'crm|contact|' || contact_id as record_key,
        brand,
        preferred_contact_channel,
        updated_at
    from {{ ref('stg_crm__contacts') }}
),

customer_identities as (
    select
        record_key,
        customer_id
    from {{ ref('int_identity__identities') }}
),

preferences_ranked as (
    select
        customer_identities.customer_id,
        contacts.preferred_contact_channel,
        row_number() over (
            partition by customer_identities.customer_id
            order by contacts.updated_at desc nulls last, contacts.record_key asc
        ) as preference_rank
    from contacts
    inner join customer_identities
        on contacts.record_key = customer_identities.record_key
    where contacts.preferred_contact_channel is not null
),

brands_counted as (
    select
        customer_identities.customer_id,
        count(distinct contacts.brand) as crm_brand_count
    from contacts
    inner join customer_identities
        on contacts.record_key = customer_identities.record_key
    group by customer_identities.customer_id
),

final as (
    select
        brands_counted.customer_id,
        preferences_ranked.preferred_contact_channel,
        brands_counted.crm_brand_count
    from brands_counted
    left join preferences_ranked
        on
            brands_counted.customer_id = preferences_ranked.customer_id
            and preferences_ranked.preference_rank = 1
)

select * from final
