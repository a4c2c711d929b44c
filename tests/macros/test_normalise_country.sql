-- Claims ISO codes for the countries of the house in their own language, in Italian, Polish,
-- Russian and English; any other two letters pass as a code. Not claimed: that the code exists,
-- other countries by name, towns.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'IT' as given, 'IT' as expected
    union all
    select ' it ', 'IT'
    union all
    select 'ITA', 'IT'
    union all
    select 'Italia', 'IT'
    union all
    select 'ITALY', 'IT'
    union all
    select 'Włochy', 'IT'
    union all
    select 'Италия', 'IT'
    union all
    select 'Polska', 'PL'
    union all
    select 'Polonia', 'PL'
    union all
    select 'Польша', 'PL'
    union all
    select 'UK', 'GB'
    union all
    select 'U.K.', 'GB'
    union all
    select 'Regno Unito', 'GB'
    union all
    select 'Gran Bretagna', 'GB'
    union all
    select 'Wielka Brytania', 'GB'
    union all
    select 'Великобритания', 'GB'
    union all
    select 'England', 'GB'
    union all
    select 'Rosja', 'RU'
    union all
    select 'Россия', 'RU'
    union all
    select 'РФ', 'RU'
    union all
    select 'España', 'ES'
    union all
    select 'Niemcy', 'DE'
    union all
    select 'Германия', 'DE'
    union all
    select 'Francja', 'FR'
    union all
    select 'Stati Uniti', 'US'
    union all
    select 'U.S.A.', 'US'
    union all
    select 'США', 'US'
    union all
    select 'Éire', 'IE'
    union all
    select 'ch', 'CH'
    union all
    -- no country
    select 'Svizzera', null
    union all
    select 'Milano', null
    union all
    select '39', null
    union all
    select '?', null
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ normalise_country('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
