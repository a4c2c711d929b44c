-- Claims the bounds of two differences of shares that Newcombe (1998) prints for this method, to
-- four places, and that nobody on one side leaves no bound.
{{ config(enabled=target.name == 'sample') }}

with cases as (
    select
        cast(56 as decimal(9, 4)) / 70 as share,
        70 as people,
        cast(48 as decimal(9, 4)) / 80 as other_share,
        80 as other_people,
        0.0524 as expected_lower,
        0.3339 as expected_upper
    union all
    select cast(9 as decimal(9, 4)) / 10, 10, cast(3 as decimal(9, 4)) / 10, 10, 0.1705, 0.8090
    union all
    select cast(10 as decimal(9, 4)) / 10, 10, cast(0 as decimal(9, 4)) / 20, 20, 0.6791, 1.0000
    union all
    select cast(9 as decimal(9, 4)) / 10, 10, null, 0, null, null
),

results as (
    select
        *,
        cast(
            {{ difference_bound('share', 'people', 'other_share', 'other_people', '-') }}
            as decimal(9, 4)
        ) as actual_lower,
        cast(
            {{ difference_bound('share', 'people', 'other_share', 'other_people', '+') }}
            as decimal(9, 4)
        ) as actual_upper
    from cases
),

final as (
    select *
    from results
    where
        actual_lower is distinct from expected_lower
        or actual_upper is distinct from expected_upper
)

select * from final
