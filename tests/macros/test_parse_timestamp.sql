-- Claims local time of Europe/Rome, in summer and in winter, for ISO texts with and without an
-- offset, epoch milliseconds and European forms with the day first; written_in says what a text
-- without an offset means. Not claimed: names of zones other than UTC and GMT, epoch seconds, am
-- and pm.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '2025-07-01T10:00:00Z' as given, 'local' as written_in, '2025-07-01 12:00:00' as expected
    union all
    select '2025-01-01T10:00:00Z', 'local', '2025-01-01 11:00:00'
    union all
    select '2025-07-01T10:00:00+02:00', 'local', '2025-07-01 10:00:00'
    union all
    select '2025-07-01T10:00:00-05:00', 'utc', '2025-07-01 17:00:00'
    union all
    select '2025-07-01 10:00:00+00', 'local', '2025-07-01 12:00:00'
    union all
    select '2025-07-01 10:00:00 +0200', 'local', '2025-07-01 10:00:00'
    union all
    select '2025-07-01 10:00:00 UTC', 'local', '2025-07-01 12:00:00'
    union all
    select '2025-07-01T10:00:00z', 'local', '2025-07-01 12:00:00'
    union all
    select '2025-07-01T10:00:00.123Z', 'local', '2025-07-01 12:00:00.123'
    union all
    select '1751364000000', 'local', '2025-07-01 12:00:00'
    union all
    select '1735725600000', 'utc', '2025-01-01 11:00:00'
    union all
    -- the hours around the changes of the clock
    select '2025-03-30T00:59:59Z', 'local', '2025-03-30 01:59:59'
    union all
    select '2025-03-30T01:00:00Z', 'local', '2025-03-30 03:00:00'
    union all
    select '2025-10-26T00:30:00Z', 'local', '2025-10-26 02:30:00'
    union all
    select '2025-10-26T01:30:00Z', 'local', '2025-10-26 02:30:00'
    union all
    -- no offset: as written_in says
    select '2025-07-01 10:00:00', 'local', '2025-07-01 10:00:00'
    union all
    select '2025-07-01 10:00:00', 'utc', '2025-07-01 12:00:00'
    union all
    select '2025-01-01T10:00', 'utc', '2025-01-01 11:00:00'
    union all
    -- European forms, day first
    select '03/04/2025 10:05:06', 'local', '2025-04-03 10:05:06'
    union all
    select '3/4/2025 9:05', 'local', '2025-04-03 09:05:00'
    union all
    select '03/04/2025, 10:05', 'local', '2025-04-03 10:05:00'
    union all
    select '03.04.2025 10:05', 'local', '2025-04-03 10:05:00'
    union all
    select '03-04-2025 10:05:06', 'local', '2025-04-03 10:05:06'
    union all
    select '03/04/2025 10:05:06', 'utc', '2025-04-03 12:05:06'
    union all
    select '20250403100506', 'local', '2025-04-03 10:05:06'
    union all
    select '2025-04-03', 'local', '2025-04-03 00:00:00'
    union all
    select '03/04/2025', 'local', '2025-04-03 00:00:00'
    union all
    -- nothing is guessed
    select '04/13/2025 10:00', 'local', null
    union all
    select '29/02/2025 10:00', 'local', null
    union all
    select '03/04/25 10:00', 'local', null
    union all
    select '2025-07-01 25:00:00', 'local', null
    union all
    select '2025-07-01 10:00:00 Europe/Paris', 'local', null
    union all
    select 'infinity', 'local', null
    union all
    select 'epoch', 'local', null
    union all
    select 'ieri', 'utc', null
    union all
    select '', 'local', null
    union all
    select null, 'utc', null
),

results as (
    select
        given,
        written_in,
        expected,
        cast(
            case written_in
                when 'utc' then {{ parse_timestamp('given', written_in='utc') }}
                else {{ parse_timestamp('given') }}
            end as varchar
        ) as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
