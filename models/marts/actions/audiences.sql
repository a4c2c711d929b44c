with audience_rules as (
    select
        audience_id,
        description,
        description_it,
        channels,
        message_subject,
        hold_out_share
    from {{ ref('audience_rules') }}
    where is_enabled
),

entries as (
    select
        audience_id,
        count(*) as candidate_count
    from {{ ref('int_actions__audience_entries') }}
    group by audience_id
),

members as (
    select
        audience_id,
        count(*) as member_count,
        count(case when is_held_out then 1 end) as held_out_count,
        count(case when not is_held_out and suppressed_by is not null then 1 end)
            as suppressed_count,
        count(case when not is_held_out and suppressed_by is null then 1 end) as reachable_count
    from {{ ref('int_actions__audience_members') }}
    group by audience_id
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select
        audience_rules.audience_id,
        audience_rules.description,
        audience_rules.description_it,
        audience_rules.channels,
        audience_rules.message_subject,
        audience_rules.hold_out_share,
        coalesce(entries.candidate_count, 0) as candidate_count,
        coalesce(entries.candidate_count, 0) - coalesce(members.member_count, 0)
            as without_consent_count,
        coalesce(members.member_count, 0) as member_count,
        coalesce(members.held_out_count, 0) as held_out_count,
        coalesce(members.suppressed_count, 0) as suppressed_count,
        coalesce(members.reachable_count, 0) as reachable_count,
        as_of.as_of_date
    from audience_rules
    cross join as_of
    left join entries
        on audience_rules.audience_id = entries.audience_id
    left join members
        on audience_rules.audience_id = members.audience_id
)

select * from final
