-- Claims that a code is compared by its letters and digits alone, zeroes in front included, and
-- that what stands for nothing is null. Not claimed: check digits, letters outside A to Z (they
-- vanish).
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '2600000000012' as given, '2600000000012' as expected
    union all
    select '2600 0000 00012', '2600000000012'
    union all
    select 'rssmra84d52f205x', 'RSSMRA84D52F205X'
    union all
    select 'RSS MRA 84D52 F205X', 'RSSMRA84D52F205X'
    union all
    select '31-042', '31042'
    union all
    select 'SW1A 1AA', 'SW1A1AA'
    union all
    select '00012', '00012'
    union all
    select chr(160) || '12' || chr(9), '12'
    union all
    select 'n. 12/B', 'N12B'
    union all
    select '12.345', '12345'
    union all
    -- nothing: it must not become a card that everybody has
    select 'NULL', null
    union all
    select 'null', null
    union all
    select 'N/A', null
    union all
    select 'n.d.', null
    union all
    select 'NaN', null
    union all
    select 'None', null
    union all
    select '--', null
    union all
    select '  ', null
    union all
    select '', null
    union all
    select null, null
    union all
    -- a spreadsheet rounded it: the card is lost
    select '2.6E+12', null
    union all
    select '2,60000E+12', null
),

results as (
    select
        given,
        expected,
        {{ normalise_code('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
