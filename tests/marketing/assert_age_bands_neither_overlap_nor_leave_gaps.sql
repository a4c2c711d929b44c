-- Claims that each age from the youngest to the oldest of the bands lies in exactly one of them.
with former_bands_found as (
    select
        age_band,
        first_age,
        last_age,
        lag(last_age) over (order by first_age asc, age_band asc) as former_last_age
    from {{ ref('age_bands') }}
)

select
    age_band,
    first_age,
    last_age,
    former_last_age
from former_bands_found
where last_age < first_age or first_age <> former_last_age + 1
