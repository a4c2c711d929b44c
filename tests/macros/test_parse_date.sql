-- Claims that ISO dates and dates with the day first are read, and that nothing is guessed: never
-- month first, no year of two digits, no day that the calendar lacks. Not claimed: names of months,
-- serial numbers of spreadsheets.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '2024-04-03' as given, '2024-04-03' as expected
    union all
    select '03/04/2024', '2024-04-03'
    union all
    select '3/4/2024', '2024-04-03'
    union all
    select '03.04.2024', '2024-04-03'
    union all
    select '3.4.2024', '2024-04-03'
    union all
    select '03-04-2024', '2024-04-03'
    union all
    select '20240403', '2024-04-03'
    union all
    select '2024/04/03', '2024-04-03'
    union all
    select '2024-4-3', '2024-04-03'
    union all
    select ' 03/04/2024' || chr(160), '2024-04-03'
    union all
    -- a time behind it is left off
    select '2024-04-03T23:30:00Z', '2024-04-03'
    union all
    select '2024-04-03 00:00:00.000', '2024-04-03'
    union all
    select '3/4/2024 0:00', '2024-04-03'
    union all
    -- the calendar
    select '29/02/2024', '2024-02-29'
    union all
    select '29/02/2023', null
    union all
    select '31/04/2024', null
    union all
    select '2024-02-30', null
    union all
    select '9999-12-31', '9999-12-31'
    union all
    select '00/00/0000', null
    union all
    select '0000-00-00', null
    union all
    -- never month first
    select '04/13/2024', null
    union all
    select '2024-13-04', null
    union all
    -- what two digits mean nobody knows
    select '03/04/24', null
    union all
    select '24-04-03', null
    union all
    select '03.04.84', null
    union all
    select '0024-04-03', null
    union all
    -- no date
    select '04/2024', null
    union all
    select '03042024', null
    union all
    select '45385', null
    union all
    select 'infinity', null
    union all
    select 'epoch', null
    union all
    select '2024-04-03x', null
    union all
    select 'mai', null
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        cast({{ parse_date('given') }} as varchar) as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
