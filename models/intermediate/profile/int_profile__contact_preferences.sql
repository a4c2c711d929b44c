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

preferences_stated as (
    select
        customer_identities.customer_id,
        contacts.preferred_contact_channel,
        contacts.updated_at as stated_at,
        contacts.record_key as stated_in
    from contacts
    inner join customer_identities
        on contacts.record_key = customer_identities.record_key
    where contacts.preferred_contact_channel is not null

    union all

    select
        responses.customer_id,
        lower(answers.answer_value) as preferred_contact_channel,
        responses.answered_at as stated_at,
        responses.response_key as stated_in
    from {{ ref('stg_survey__answers') }} as answers
    inner join {{ ref('int_activity__survey_responses') }} as responses
        on 'survey|' || answers.response_id = responses.response_key
    where
        answers.question_code = 'preferred_contact_channel' and responses.customer_id is not null
),

-- what was said last counts, to a clerk or in a survey
preferences_ranked as (
    select
        customer_id,
        preferred_contact_channel,
        row_number() over (
            partition by customer_id
            order by stated_at desc nulls last, stated_in asc, preferred_contact_channel asc
        ) as preference_rank
    from preferences_stated
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

customers_listed as (
    select customer_id from brands_counted
    union
    select customer_id from preferences_ranked
),

final as (
    select
        customers_listed.customer_id,
        preferences_ranked.preferred_contact_channel,
        coalesce(brands_counted.crm_brand_count, 0) as crm_brand_count
    from customers_listed
    left join brands_counted
        on customers_listed.customer_id = brands_counted.customer_id
    left join preferences_ranked
        on
            customers_listed.customer_id = preferences_ranked.customer_id
            and preferences_ranked.preference_rank = 1
)

select * from final
