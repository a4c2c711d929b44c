-- Claims that both ends of a range belong to it and that outside there is nothing. Not claimed: the
-- nearest end in the place of a number outside.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select 1 as given, 1 as expected
    union all
    select 3, 3
    union all
    select 5, 5
    union all
    select 0, null
    union all
    select 6, null
    union all
    select -3, null
    union all
    select cast(null as integer), null
),

results as (
    select
        given,
        expected,
        {{ within_range('given', 1, 5) }} as actual
    from cases
),

final as (
    select *
    from results
    where actual is distinct from expected
)

select * from final
