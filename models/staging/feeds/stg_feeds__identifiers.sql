with rows_checked as (
    select * from {{ ref('base_feeds__identifiers') }}
),

final as (
    select
        source_system,
        source_record_id,
        id_type,
        id_value,
        source_file,
        source_row
    from rows_checked
    where rejection_reason is null
)

select * from final
