with records as (
    select
        record_id,
        {{ house_key('street', 'street_number') }} as house,
        {{ fold_text('unit') }} as flat,
        {{ fold_text('city') }} as city,
        lower({{ normalise_code('postal_code') }}) as postal_code,
        country_code,
        coalesce(created_at, updated_at) as stated_at
    from {{ ref('int_identity__records') }}
    where street is not null
),

-- who leaves the postal code out means the one that others give for the house
postal_codes_completed as (
    select
        record_id,
        house,
        flat,
        city,
        country_code,
        stated_at,
        coalesce(
            postal_code,
            case
                when
                    min(postal_code) over (partition by house, city)
                    = max(postal_code) over (partition by house, city)
                    then min(postal_code) over (partition by house, city)
            end
        ) as postal_code
    from records
    where house is not null and coalesce(postal_code, city) is not null
),

countries_completed as (
    select
        record_id,
        house,
        flat,
        coalesce(postal_code, city) as place,
        stated_at,
        coalesce(
            country_code,
            case
                when
                    min(country_code) over (partition by house, coalesce(postal_code, city))
                    = max(country_code) over (partition by house, coalesce(postal_code, city))
                    then min(country_code) over (partition by house, coalesce(postal_code, city))
            end
        ) as country_code
    from postal_codes_completed
),

final as (
    select
        record_id,
        house
        || coalesce(' flat ' || flat, '')
        || '|'
        || place
        || '|'
        || coalesce(country_code, '') as home_key,
        stated_at
    from countries_completed
)

select * from final
