-- Claims that the forms of a Slavic family name for men and women have one root, and that other
-- names keep apart from each other. Not claimed: plurals, names that changed with a marriage.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'kowalski' as given, 'kovalsk' as expected
    union all
    select 'kowalska', 'kovalsk'
    union all
    select 'potocki', 'potock'
    union all
    select 'zawadzka', 'zavadzk'
    union all
    select 'petrov', 'petrov'
    union all
    select 'petrova', 'petrov'
    union all
    select 'pushkina', 'pushkin'
    union all
    select 'dostoevskaya', 'dostoevsk'
    union all
    select 'dostoevskiy', 'dostoevsk'
    union all
    select 'raevskii', 'raevsk'
    union all
    select 'iwanowa', 'ivanov'
    union all
    select 'rossi', 'rossi'
    union all
    select 'russo', 'russo'
    union all
    select 'nowak', 'novak'
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ family_name_root('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
