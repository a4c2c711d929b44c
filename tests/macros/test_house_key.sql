-- Claims that one house has one key, whether its number stands in a field of its own, behind the
-- street or before it. Not claimed: streets that are abbreviated or misspelt.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select
        'Via Po' as street,
        '1' as street_number,
        'via po 1' as expected
    union all
    select 'Via Po 1', null, 'via po 1'
    union all
    select 'VIA PO, n. 1', null, 'via po 1'
    union all
    select 'Via Alessandro Volta', '14/2', 'via alessandro volta 14 2'
    union all
    select 'Via Alessandro Volta 14/2', null, 'via alessandro volta 14 2'
    union all
    select 'Via Dante', '4 B', 'via dante 4b'
    union all
    select 'Via Dante 4b', null, 'via dante 4b'
    union all
    select 'ul. Długa', '3', 'dluga 3'
    union all
    select 'Długa 3', null, 'dluga 3'
    union all
    select '10 Downing Street', null, 'downing street 10'
    union all
    select 'Downing Street', '10', 'downing street 10'
    union all
    select 'Via 4 Novembre', '12', 'via 4 novembre 12'
    union all
    -- no house
    select 'Via Po', null, null
    union all
    select 'Via XX Settembre', '', null
    union all
    select null, '4', null
),

results as (
    select
        street,
        street_number,
        expected,
        {{ house_key('street', 'street_number') }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
