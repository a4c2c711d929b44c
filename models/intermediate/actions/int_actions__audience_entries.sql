{#- Who fits which audience, and since when: by a live occasion, or by what the profile says.
    Consent is asked afterwards. -#}
with audiences as (
    select
        audience_id,
        trigger_id
    from {{ ref('audience_rules') }}
    where is_enabled
),

triggers as (
    select
        dedupe_key,
        trigger_id,
        customer_id,
        fired_on,
        suppressed_by
    from {{ ref('int_actions__triggers') }}
),

entries_by_profile as (
    select
        audience_id,
        customer_id,
        entered_on,
        dedupe_key
    from {{ ref('int_actions__audience_profiles') }}
),

-- the occasion that is written about: the newest, before those that something speaks against
triggers_ranked as (
    select
        *,
        row_number() over (
            partition by trigger_id, customer_id
            order by
                case when suppressed_by is null then 0 else 1 end asc,
                fired_on desc,
                dedupe_key asc
        ) as choice_rank
    from triggers
),

-- in the audience as long as one occasion is live
entries_by_trigger as (
    select
        audiences.audience_id,
        triggers_ranked.customer_id,
        min(triggers_ranked.fired_on) as entered_on,
        max(case when triggers_ranked.choice_rank = 1 then triggers_ranked.dedupe_key end)
            as dedupe_key,
        -- held against the customer only where it holds for every occasion
        count(*) = count(
            case when triggers_ranked.suppressed_by in ('done', 'bought_recently') then 1 end
        ) as is_bought
    from audiences
    inner join triggers_ranked
        on audiences.trigger_id = triggers_ranked.trigger_id
    group by audiences.audience_id, triggers_ranked.customer_id
),

final as (
    select
        audience_id,
        customer_id,
        entered_on,
        dedupe_key,
        is_bought
    from entries_by_trigger

    union all

    select
        audience_id,
        customer_id,
        entered_on,
        dedupe_key,
        false as is_bought
    from entries_by_profile
)

select * from final
