-- Claims that the word which tells a father from a son is read at the end of a folded name, and
-- nowhere else. Not claimed: that "ii" is always a son.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'franco serra jr' as given, 'junior' as expected
    union all
    select 'serra junior', 'junior'
    union all
    select 'nowak mlodszy', 'junior'
    union all
    select 'walker ii', 'junior'
    union all
    select 'franco serra sr', 'senior'
    union all
    select 'nowak starszy', 'senior'
    union all
    select 'pliny the elder', 'senior'
    union all
    select 'walker iii', 'third'
    union all
    select 'walker iv', 'fourth'
    union all
    -- a word alone, or elsewhere, is a name
    select 'junior', null
    union all
    select 'junior messias', null
    union all
    select 'padre pio', null
    union all
    select 'rossi', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ name_generation('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
