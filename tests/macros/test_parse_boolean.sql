-- Claims true and false for the words of the four languages and for what spreadsheets and databases
-- write. Not claimed: a meaning for any other word; what is not known stays null.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'true' as given, true as expected
    union all
    select ' TRUE ', true
    union all
    select 'T', true
    union all
    select '1', true
    union all
    select '1.0', true
    union all
    select '-1', true
    union all
    select 'Yes', true
    union all
    select 'y', true
    union all
    select 'si', true
    union all
    select 'Sì', true
    union all
    select 'VERO', true
    union all
    select 'tak', true
    union all
    select 'PRAWDA', true
    union all
    select 'да', true
    union all
    select 'ИСТИНА', true
    union all
    select 'false', false
    union all
    select 'F', false
    union all
    select '0', false
    union all
    select '0,0', false
    union all
    select 'No', false
    union all
    select 'n', false
    union all
    select 'falso', false
    union all
    select 'nie', false
    union all
    select 'FAŁSZ', false
    union all
    select 'нет', false
    union all
    select 'ЛОЖЬ', false
    union all
    -- not known
    select '2', null
    union all
    select 'perhaps', null
    union all
    select 'x', null
    union all
    select '-', null
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ parse_boolean('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
