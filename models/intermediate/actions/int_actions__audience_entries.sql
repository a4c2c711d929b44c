{#- Who fits which audience, and since when: by a live occasion, or by what the profile says.
    Consent is asked afterwards. -#}
with audiences as (
    select
        audience_id,
        trigger_id,
        least_value
    from {{ ref('audience_rules') }}
    where is_enabled
),

triggers as (
    select
        trigger_id,
        customer_id,
        fired_on,
        suppressed_by
    from {{ ref('int_actions__triggers') }}
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

suggestions as (
    select
        customer_id,
        scored_as_of_date
    from {{ ref('int_scores__product_suggestions') }}
    where suggestion_type = 'discovery' and suggestion_rank = 1
),

-- by occasion: in the audience as long as one is live
entries_by_trigger as (
    select
        audiences.audience_id,
        triggers.customer_id,
        min(triggers.fired_on) as entered_on,
        -- held against the customer only where it holds for every occasion
        count(*) = count(
            case when triggers.suppressed_by in ('done', 'bought_recently') then 1 end
        ) as is_bought
    from audiences
    inner join triggers
        on audiences.trigger_id = triggers.trigger_id
    group by audiences.audience_id, triggers.customer_id
),

stages_valued as (
    select
        lifecycle.customer_id,
        lifecycle.lifecycle_stage,
        lifecycle.lifecycle_since,
        lifecycle.lifecycle_stage in ('new', 'active', 'won_back') as is_active,
        {{ days_between('lifecycle.lifecycle_since', 'lifecycle.as_of_date') }} as days_in_stage,
        risks.risk_band,
        rfm.frequency_score,
        rfm.monetary_score,
        suggestions.scored_as_of_date
    from lifecycle
    left join risks
        on lifecycle.customer_id = risks.customer_id
    left join rfm
        on lifecycle.customer_id = rfm.customer_id
    left join suggestions
        on lifecycle.customer_id = suggestions.customer_id
),

profiles_held_against as (
    select
        audiences.audience_id,
        stages_valued.*,
        case audiences.audience_id
            when 'at_risk_valuable'
                then
                    stages_valued.lifecycle_stage <> 'lapsed'
                    and stages_valued.risk_band in ('medium', 'high')
                    and stages_valued.monetary_score >= audiences.least_value
            when 'win_back'
                then
                    stages_valued.lifecycle_stage = 'lapsed'
                    and stages_valued.days_in_stage <= audiences.least_value
            when 'cross_sell'
                then stages_valued.is_active and stages_valued.scored_as_of_date is not null
            when 'upsell'
                then
                    stages_valued.is_active
                    and stages_valued.frequency_score >= audiences.least_value
                    and stages_valued.monetary_score < stages_valued.frequency_score
        end as is_in_audience
    from audiences
    cross join stages_valued
    where audiences.trigger_id is null
),

entries_by_profile as (
    select
        audience_id,
        customer_id,
        case
            when audience_id = 'cross_sell' then scored_as_of_date
            when audience_id <> 'upsell' then lifecycle_since
        end as entered_on,
        false as is_bought
    from profiles_held_against
    where is_in_audience
),

final as (
    select * from entries_by_trigger
    union all
    select * from entries_by_profile
)

select * from final
