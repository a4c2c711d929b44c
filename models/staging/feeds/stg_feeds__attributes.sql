with rows_checked as (
    select * from {{ ref('base_feeds__attributes') }}
),

final as (
    select
        source_system,
        source_record_id,
        attribute_name,
        attribute_value,
        valid_from,
        valid_to,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
