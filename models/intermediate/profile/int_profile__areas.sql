with areas as (
    select
        provider_name,
        country_code,
        postal_code,
        income_band,
        median_age_years,
        urbanity,
        lifestyle_cluster,
        licence_ends_on,
        delivered_on
    from {{ ref('stg_external__areas') }}
),

as_of as (
    select as_of_date
    from {{ ref('int_activity__as_of') }}
),

final as (
    select areas.*
    from areas
    left join as_of
        on 1 = 1
    where as_of.as_of_date is null or areas.licence_ends_on >= as_of.as_of_date
)

select * from final
