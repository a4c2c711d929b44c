-- Claims a word of the list in lower case, whatever its case and the blanks around it. Not claimed:
-- that another word means one of them; it is null.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 'open' as given, 'open' as expected
    union all
    select ' Open', 'open'
    union all
    select 'CLOSED' || chr(160), 'closed'
    union all
    -- not in the list
    select 'opened', null
    union all
    select 'open closed', null
    union all
    select 'NULL', null
    union all
    select '', null
    union all
    select null, null
),

results as (
    select
        given,
        expected,
        {{ known_word('given', ['open', 'closed']) }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
