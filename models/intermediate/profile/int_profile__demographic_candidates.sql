{#- What is said about a person besides the records: by themselves, by bought data on them, by
    bought data on their postal code. Bought data is there only as long as its licence. -#}
{%- set bought = [
    'income_band', 'household_size', 'has_children', 'education_level', 'lifestyle_cluster'
] -%}
{%- set areas = ['income_band', 'urbanity', 'lifestyle_cluster'] -%}
with stated_answers as (
    select
        responses.customer_id,
        answers.question_code as attribute_name,
        answers.answer_value as attribute_value,
        cast(responses.answered_at as date) as valid_from
    from {{ ref('stg_survey__answers') }} as answers
    inner join {{ ref('int_activity__survey_responses') }} as responses
        on 'survey|' || answers.response_id = responses.response_key
    where
        responses.customer_id is not null
        and answers.question_code in ('household_size', 'lifestyle', 'motivation')
),

bought_people as (
    select
        identities.customer_id,
        people.provider_name,
        people.delivered_on,
        people.licence_ends_on,
        people.income_band,
        cast(people.household_size as varchar) as household_size,
        cast(people.has_children as varchar) as has_children,
        people.education_level,
        people.lifestyle_cluster
    from {{ ref('stg_external__people') }} as people
    inner join {{ ref('int_identity__identities') }} as identities
        on
            'external|person|' || people.provider_name || '|' || people.record_id
            = identities.record_key
),

bought_areas as (
    select
        golden_records.customer_id,
        areas.provider_name,
        areas.delivered_on,
        areas.licence_ends_on,
        areas.income_band,
        areas.urbanity,
        areas.lifestyle_cluster
    from {{ ref('int_profile__golden_records') }} as golden_records
    inner join {{ ref('int_profile__areas') }} as areas
        on
            golden_records.postal_code = areas.postal_code
            and coalesce(golden_records.country_code = areas.country_code, true)
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        'stated' as demographic_source,
        1 as source_rank,
        'survey' as provider_name,
        valid_from,
        cast(null as date) as licence_ends_on
    from stated_answers
    {% for attribute in bought %}
    union all
    select
        customer_id,
        '{{ attribute }}' as attribute_name,
        {{ attribute }} as attribute_value,
        'bought_person' as demographic_source,
        2 as source_rank,
        provider_name,
        delivered_on as valid_from,
        licence_ends_on
    from bought_people
    where {{ attribute }} is not null
    {% endfor %}
    {% for attribute in areas %}
    union all
    select
        customer_id,
        '{{ attribute }}' as attribute_name,
        {{ attribute }} as attribute_value,
        'bought_area' as demographic_source,
        3 as source_rank,
        provider_name,
        delivered_on as valid_from,
        licence_ends_on
    from bought_areas
    where {{ attribute }} is not null
    {% endfor %}
)

select * from final
