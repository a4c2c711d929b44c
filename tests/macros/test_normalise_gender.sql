-- Claims f, m and other for the letters and words of the four languages. Not claimed: a gender from
-- titles or names; what is not known stays null.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'F' as given, 'f' as expected
    union all
    select ' f' || chr(10), 'f'
    union all
    select 'F.', 'f'
    union all
    select 'Female', 'f'
    union all
    select 'femmina', 'f'
    union all
    select 'DONNA', 'f'
    union all
    select 'K', 'f'
    union all
    select 'Kobieta', 'f'
    union all
    select 'ж', 'f'
    union all
    select 'Жен.', 'f'
    union all
    select 'женский', 'f'
    union all
    select 'M', 'm'
    union all
    select 'male', 'm'
    union all
    select 'Maschio', 'm'
    union all
    select 'uomo', 'm'
    union all
    select 'Mężczyzna', 'm'
    union all
    select 'М', 'm'
    union all
    select 'муж', 'm'
    union all
    select 'мужской', 'm'
    union all
    select 'X', 'other'
    union all
    select 'altro', 'other'
    union all
    -- not known
    select 'U', null
    union all
    select '0', null
    union all
    select 'MF', null
    union all
    select 'Sig.ra', null
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
        {{ normalise_gender('given') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
