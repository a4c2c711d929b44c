-- Claims the English name of the day of a date or a timestamp, in lower case. Not claimed: names in
-- other languages.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select date '2024-04-01' as given, 'monday' as expected
    union all
    select date '2024-04-02', 'tuesday'
    union all
    select date '2024-04-03', 'wednesday'
    union all
    select date '2024-04-04', 'thursday'
    union all
    select date '2024-04-05', 'friday'
    union all
    select date '2024-04-06', 'saturday'
    union all
    select date '2024-04-07', 'sunday'
    union all
    -- leap days, the turn of a year, an old day
    select date '2024-02-29', 'thursday'
    union all
    select date '2000-02-29', 'tuesday'
    union all
    select date '2024-12-31', 'tuesday'
    union all
    select date '2025-01-01', 'wednesday'
    union all
    select date '1900-01-01', 'monday'
    union all
    select cast(null as date), null
),

results as (
    select
        given,
        expected,
        {{ weekday_name('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
