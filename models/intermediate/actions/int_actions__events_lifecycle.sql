{#- First purchase, first visit in the app, birthday, slipping, lapse, interest of those who never
    bought. -#}
with lifecycle as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_since,
        days_since_last_order
    from {{ ref('int_actions__lifecycle') }}
),

sessions as (
    select
        customer_id,
        channel,
        cast(started_at as date) as visited_on,
        product_view_count
    from {{ ref('int_activity__sessions') }}
    where customer_id is not null
),

golden_records as (
    select
        customer_id,
        birth_date
    from {{ ref('int_profile__golden_records') }}
    where birth_date is not null
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

stages_entered as (
    select
        case lifecycle_stage
            when 'new' then 'welcome' when 'slipping' then 'slipping' when 'lapsed' then 'win_back'
        end as trigger_id,
        customer_id,
        lifecycle_since as happened_on,
        cast(null as date) as ends_on,
        cast(days_since_last_order as double precision) as event_value,
        cast(days_since_last_order as varchar) as detail
    from lifecycle
    where lifecycle_stage in ('new', 'slipping', 'lapsed')
),

app_visits_first as (
    select
        'first_app_visit' as trigger_id,
        customer_id,
        min(visited_on) as happened_on,
        cast(null as date) as ends_on,
        cast(1 as double precision) as event_value,
        'app' as detail
    from sessions
    where channel = 'app'
    group by customer_id
),

days_ahead as (
    select {{ add_days('as_of.as_of_date', 'numbers.day_number') }} as coming_day
    from as_of
    cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as numbers (day_number)
),

-- who was born on 29 February is greeted in leap years alone; a wrong day is worse than none
birthdays_coming as (
    select
        'birthday' as trigger_id,
        golden_records.customer_id,
        days_ahead.coming_day as happened_on,
        days_ahead.coming_day as ends_on,
        cast(1 as double precision) as event_value,
        'birthday' as detail
    from golden_records
    inner join days_ahead
        on
            extract(month from golden_records.birth_date)
            = extract(month from days_ahead.coming_day)
            and extract(day from golden_records.birth_date)
            = extract(day from days_ahead.coming_day)
),

interest_shown as (
    select
        'prospect_interest' as trigger_id,
        sessions.customer_id,
        sessions.visited_on as happened_on,
        cast(null as date) as ends_on,
        cast(sum(sessions.product_view_count) as double precision) as event_value,
        cast(cast(sum(sessions.product_view_count) as bigint) as varchar) as detail
    from sessions
    inner join lifecycle
        on sessions.customer_id = lifecycle.customer_id
    where lifecycle.lifecycle_stage = 'prospect'
    group by sessions.customer_id, sessions.visited_on
),

events_listed as (
    select * from stages_entered
    union all
    select * from app_visits_first
    union all
    select * from birthdays_coming
    union all
    select * from interest_shown
),

final as (
    select
        trigger_id,
        customer_id,
        cast(happened_on as varchar) as subject_key,
        happened_on,
        ends_on,
        event_value,
        detail,
        false as is_done
    from events_listed
)

select * from final
