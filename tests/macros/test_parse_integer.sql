-- Claims what parse_decimal claims, rounded half away from zero to a whole number. Not claimed:
-- that 1.000 is a thousand, one point is a decimal point here as there.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '3' as given, 3 as expected
    union all
    select '-3', -3
    union all
    select '3,0', 3
    union all
    select '3.00', 3
    union all
    select '2.5', 3
    union all
    select '-2,5', -3
    union all
    select '3 pz', 3
    union all
    select '1.000', 1
    union all
    select '1.234.567', 1234567
    union all
    select '1 000', 1000
    union all
    select '007', 7
    union all
    select '9007199254740993', 9007199254740993
    union all
    select '99999999999999999999', null
    union all
    select 'tre', null
    union all
    select '1-2', null
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ parse_integer('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
