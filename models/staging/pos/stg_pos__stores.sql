with rows_checked as (
    select * from {{ ref('base_pos__stores') }}
),

final as (
    select
        store_id,
        store_name,
        store_format,
        street,
        street_number,
        city,
        postal_code,
        region,
        country_code,
        opened_on,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
