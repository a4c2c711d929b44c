with rows_checked as (
    select * from {{ ref('base_external__people') }}
),

final as (
    select
        provider_name,
        record_id,
        full_name,
        street,
        street_number,
        city,
        postal_code,
        country_code,
        income_band,
        education_level,
        lifestyle_cluster,
        has_children,
        household_size,
        birth_date,
        licence_ends_on,
        delivered_on,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
