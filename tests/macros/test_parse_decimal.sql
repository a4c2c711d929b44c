-- Claims plain, Italian and English numbers with currencies and signs around them: one comma is a
-- decimal comma; where comma and point both stand, the last is the decimal sign; the same sign
-- several times parts thousands. Not claimed: that 1.234 is a thousand and more, it is 1.234.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select '12.50' as given, '12.50' as expected
    union all
    select '12,50', '12.50'
    union all
    select '12,5', '12.50'
    union all
    select '12', '12.00'
    union all
    select '-3', '-3.00'
    union all
    select '.5', '0.50'
    union all
    select ',5', '0.50'
    union all
    select '1e3', '1000.00'
    union all
    select '1.234,56', '1234.56'
    union all
    select '1,234.56', '1234.56'
    union all
    select '1.234.567,89', '1234567.89'
    union all
    select '1,234,567.89', '1234567.89'
    union all
    select '1.234.567', '1234567.00'
    union all
    select '1,234,567', '1234567.00'
    union all
    select '1.234', '1.23'
    union all
    select '1,234', '1.23'
    union all
    select '1 234 567,89', '1234567.89'
    union all
    select '1' || chr(160) || '234,56', '1234.56'
    union all
    select '1''234.56', '1234.56'
    union all
    -- currencies
    select '€ 12,50', '12.50'
    union all
    select 'EUR 1.234,56', '1234.56'
    union all
    select '12,50EUR', '12.50'
    union all
    select '12,50 zł', '12.50'
    union all
    select '12,50 руб.', '12.50'
    union all
    select 'Fr. 12.50', '12.50'
    union all
    select '£1,234.56', '1234.56'
    union all
    select '12,--', '12.00'
    union all
    select '12,50.', '12.50'
    union all
    -- negative
    select '-12,50', '-12.50'
    union all
    select '- € 12,50', '-12.50'
    union all
    select '€ -12,50', '-12.50'
    union all
    select '12.50-', '-12.50'
    union all
    select '(12,50)', '-12.50'
    union all
    select '−12,50', '-12.50'
    union all
    select 'T-shirt 12', '12.00'
    union all
    -- no number, or more than one
    select '1.23.45', null
    union all
    select '1.234,56,7', null
    union all
    select '12..50', null
    union all
    select '12:50', null
    union all
    select '12-50', null
    union all
    select '2024-01-01', null
    union all
    select '2 x 3,50', null
    union all
    select '99999999999999999999', null
    union all
    select 'omaggio', null
    union all
    select '-', null
    union all
    select 'NaN', null
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        cast({{ parse_decimal('given') }} as varchar) as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
