with rows_checked as (
    select * from {{ ref('base_external__areas') }}
),

final as (
    select
        provider_name,
        postal_code,
        country_code,
        income_band,
        urbanity,
        lifestyle_cluster,
        median_age_years,
        licence_ends_on,
        delivered_on,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
