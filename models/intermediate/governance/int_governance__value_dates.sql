with golden_values as (
    select
        customer_id,
        attribute_group,
        attribute_name,
        updated_at as stated_at
    from {{ ref('int_profile__attribute_candidates') }}
    where survivorship_rank = 1
),

crm_contacts as (
    select
        'crm|contact|' || contact_id as record_key,
        updated_at as stated_at
    from {{ ref('stg_crm__contacts') }}
    where preferred_contact_channel is not null
),

identities as (
    select
        record_key,
        customer_id,
        source_system,
        updated_at
    from {{ ref('int_identity__identities') }}
),

marketing_consents as (
    select
        customer_id,
        channel,
        declared_at
    from {{ ref('int_consent__customer_states') }}
    where purpose = 'marketing'
),

values_listed as (
    select
        customer_id,
        attribute_name,
        stated_at
    from golden_values

    union all

    select
        customer_id,
        'display_name' as attribute_name,
        stated_at
    from golden_values
    where attribute_group = 'name'

    union all

    select
        identities.customer_id,
        'preferred_contact_channel' as attribute_name,
        crm_contacts.stated_at
    from crm_contacts
    inner join identities
        on crm_contacts.record_key = identities.record_key

    {%- for attribute in ['loyalty_tier', 'loyalty_status'] %}

    union all

    select
        customer_id,
        '{{ attribute }}' as attribute_name,
        updated_at as stated_at
    from identities
    where source_system = 'loyalty'
    {%- endfor %}

    union all

    select
        customer_id,
        'may_' || channel || '_marketing' as attribute_name,
        declared_at as stated_at
    from marketing_consents

    union all

    select
        customer_id,
        'consent_declared_at' as attribute_name,
        declared_at as stated_at
    from marketing_consents
),

final as (
    select
        customer_id,
        attribute_name,
        max(stated_at) as stated_at
    from values_listed
    group by customer_id, attribute_name
)

select * from final
