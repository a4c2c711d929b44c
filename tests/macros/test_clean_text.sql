-- Claims that blanks around a text go, of whatever kind, and that what forms, exports and
-- spreadsheets write for nothing is null. Not claimed: blanks inside, case, every word for nothing.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '  Via Roma 1 ' as given, 'Via Roma 1' as expected
    union all
    select chr(9) || 'a' || chr(9), 'a'
    union all
    select chr(160) || 'Łódź' || chr(160), 'Łódź'
    union all
    select 'a' || chr(13) || chr(10), 'a'
    union all
    select chr(65279) || 'Mario', 'Mario'
    union all
    select 'Anna' || chr(8203), 'Anna'
    union all
    select 'a  b', 'a  b'
    union all
    -- nothing
    select '', null
    union all
    select '   ', null
    union all
    select chr(160), null
    union all
    select chr(10), null
    union all
    select null, null
    union all
    select 'NULL', null
    union all
    select 'null ', null
    union all
    select 'N/A', null
    union all
    select 'n/a', null
    union all
    select 'n.d.', null
    union all
    select 'N.D.', null
    union all
    select '#N/D', null
    union all
    select 'NaN', null
    union all
    select 'undefined', null
    union all
    select '-', null
    union all
    select ' -- ', null
    union all
    -- words that look like nothing: a province, a surname, a town, a number
    select 'NA', 'NA'
    union all
    select 'Null', 'Null'
    union all
    select 'None', 'None'
    union all
    select '0', '0'
),

results as (
    select
        given,
        expected,
        {{ clean_text('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
