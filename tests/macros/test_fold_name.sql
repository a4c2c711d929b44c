-- Claims that titles before a name fall away in the four languages of the house, also several. Not
-- claimed: titles after a name, titles of nobility, what a title says of the gender.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'Maria Rossi' as given, 'maria rossi' as expected
    union all
    select 'Sig. Rossi', 'rossi'
    union all
    select 'Sig.ra Maria Rossi', 'maria rossi'
    union all
    select 'SIG.NA ROSSI', 'rossi'
    union all
    select 'signora Rossi', 'rossi'
    union all
    select 'Dott.ssa Anna Bianchi', 'anna bianchi'
    union all
    select 'Dott. Ing. Luca Verdi', 'luca verdi'
    union all
    select 'Egr. Sig. Rossi', 'rossi'
    union all
    select 'Prof.ssa Neri', 'neri'
    union all
    select 'Avv. D''Angelo', 'dangelo'
    union all
    select 'Pan Jan Kowalski', 'jan kowalski'
    union all
    select 'Pani Anna Żak', 'anna zak'
    union all
    select 'mgr inż. Jan Nowak', 'jan nowak'
    union all
    select 'Mr. John Smith', 'john smith'
    union all
    select 'Mrs Smith', 'smith'
    union all
    select 'Mr & Mrs Smith', 'smith'
    union all
    select 'Dr. Watson', 'watson'
    union all
    select 'г-н Иванов', 'ivanov'
    union all
    select 'Г-жа Иванова', 'ivanova'
    union all
    select 'Госпожа Петрова', 'petrova'
    union all
    -- a title alone is no name, but Pan and Ing are also names
    select 'Sig.ra', null
    union all
    select 'господин', null
    union all
    select 'Prof. Dr.', null
    union all
    select 'Pan', 'pan'
    union all
    -- names that begin like a title
    select 'Sigismondo', 'sigismondo'
    union all
    select 'Ingrid Panna', 'ingrid panna'
    union all
    select 'Drago Misslin', 'drago misslin'
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ fold_name('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
