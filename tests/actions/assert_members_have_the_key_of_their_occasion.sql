-- Claims that what a member of an audience would be written about is an occasion of the very
-- trigger by which the audience goes, of the same customer, and that no two rows are about the
-- same: who sends and remembers dedupe_key writes once, by the trigger or with the audience.
with audience_rules as (
    select
        audience_id,
        trigger_id
    from {{ ref('audience_rules') }}
),

members as (
    select
        audience_id,
        customer_id,
        dedupe_key
    from {{ ref('audience_members') }}
),

campaign_triggers as (
    select
        dedupe_key,
        trigger_id,
        customer_id
    from {{ ref('campaign_triggers') }}
),

final as (
    select
        members.audience_id,
        members.dedupe_key,
        'no occasion of the trigger' as problem
    from members
    inner join audience_rules
        on members.audience_id = audience_rules.audience_id
    left join campaign_triggers
        on
            members.dedupe_key = campaign_triggers.dedupe_key
            and members.customer_id = campaign_triggers.customer_id
            and audience_rules.trigger_id = campaign_triggers.trigger_id
    where audience_rules.trigger_id is not null and campaign_triggers.dedupe_key is null

    union all

    select
        min(audience_id) as audience_id,
        dedupe_key,
        'two members' as problem
    from members
    group by dedupe_key
    having count(*) > 1
)

select * from final
