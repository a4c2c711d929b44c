{#- Who fits which of the audiences that go by the profile, and since when. What each asks for
    stands here, its limit in audience_rules. -#}
with audiences as (
    select
        audience_id,
        least_value
    from {{ ref('audience_rules') }}
    where is_enabled and trigger_id is null
),

lifecycle as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_since,
        as_of_date
    from {{ ref('int_actions__lifecycle') }}
),

risks as (
    select
        customer_id,
        risk_band
    from {{ ref('int_actions__risk') }}
),

rfm as (
    select
        customer_id,
        frequency_score,
        monetary_score
    from {{ ref('int_profile__rfm') }}
    where is_current
),

scores as (
    select
        customer_id,
        prospect_score,
        scored_as_of_date
    from {{ ref('int_scores__customers') }}
),

suggestions as (
    select
        customer_id,
        product_id,
        scored_as_of_date
    from {{ ref('int_scores__product_suggestions') }}
    where suggestion_type = 'discovery' and suggestion_rank = 1
),

customers_described as (
    select
        lifecycle.customer_id,
        lifecycle.lifecycle_stage,
        lifecycle.lifecycle_since,
        lifecycle.lifecycle_stage in ('new', 'active', 'won_back') as is_active,
        {{ days_between('lifecycle.lifecycle_since', 'lifecycle.as_of_date') }} as days_in_stage,
        risks.risk_band,
        rfm.frequency_score,
        rfm.monetary_score,
        scores.prospect_score,
        scores.scored_as_of_date,
        suggestions.product_id as suggested_product_id,
        suggestions.scored_as_of_date as suggested_on
    from lifecycle
    left join risks
        on lifecycle.customer_id = risks.customer_id
    left join rfm
        on lifecycle.customer_id = rfm.customer_id
    left join scores
        on lifecycle.customer_id = scores.customer_id
    left join suggestions
        on lifecycle.customer_id = suggestions.customer_id
),

profiles_held_against as (
    select
        audiences.audience_id,
        customers_described.*,
        case audiences.audience_id
            when 'at_risk_valuable'
                then
                    customers_described.lifecycle_stage <> 'lapsed'
                    and customers_described.risk_band in ('medium', 'high')
                    and customers_described.monetary_score >= audiences.least_value
            when 'win_back'
                then
                    customers_described.lifecycle_stage = 'lapsed'
                    and customers_described.days_in_stage <= audiences.least_value
            when 'cross_sell'
                then
                    customers_described.is_active
                    and customers_described.suggested_product_id is not null
            when 'upsell'
                then
                    customers_described.is_active
                    and customers_described.frequency_score >= audiences.least_value
                    and customers_described.monetary_score < customers_described.frequency_score
            when 'prospects_worth_contact'
                then
                    customers_described.lifecycle_stage = 'prospect'
                    and customers_described.prospect_score >= audiences.least_value
        end as is_in_audience
    from audiences
    cross join customers_described
),

final as (
    select
        audience_id,
        customer_id,
        case
            when audience_id = 'cross_sell' then suggested_on
            when audience_id = 'prospects_worth_contact' then scored_as_of_date
            when audience_id <> 'upsell' then lifecycle_since
        end as entered_on,
        -- what it is about: the article, else the stage that they are in; scores of another day
        -- are no new occasion
        audience_id || '|' || customer_id || '|'
        || case
            when audience_id = 'cross_sell' then suggested_product_id
            else coalesce(cast(lifecycle_since as varchar), 'always')
        end as dedupe_key
    from profiles_held_against
    where is_in_audience
)

select * from final
