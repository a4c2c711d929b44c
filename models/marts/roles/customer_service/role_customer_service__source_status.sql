with sources as (
    select * from {{ ref('source_status') }}
),

final as (
    select
        source_system,
        source_table,
        is_connected,
        landed_row_count,
        rejected_row_count,
        repeated_row_count
    from sources
)

select * from final
