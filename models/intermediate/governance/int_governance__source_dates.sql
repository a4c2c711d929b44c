with dates_listed as (
    {%- for fed_by, model, known_at in [
        ('orders', 'int_activity__orders', 'ordered_at'),
        ('touchpoints', 'int_activity__touchpoints', 'touchpoint_at'),
        ('points', 'int_activity__loyalty_points', 'booked_at'),
        ('feedback', 'int_activity__survey_responses', 'answered_at'),
        ('records', 'int_identity__records', 'coalesce(updated_at, created_at)'),
    ] %}
    select
        '{{ fed_by }}' as kind,
        source_system,
        {{ known_at }} as known_at
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

-- what lies after the day that the profile knows makes it no fresher
dates_of_systems as (
    select
        dates_listed.kind,
        dates_listed.source_system,
        max(dates_listed.known_at) as last_known_at
    from dates_listed
    inner join as_of
        on cast(dates_listed.known_at as date) <= as_of.as_of_date
    group by dates_listed.kind, dates_listed.source_system
),

final as (
    select
        kind as fed_by,
        max(last_known_at) as last_known_at
    from dates_of_systems
    group by kind

    union all

    select
        kind || '_' || source_system as fed_by,
        last_known_at
    from dates_of_systems
)

select * from final
