with rejected as (
    select * from {{ ref('rejected_records') }}
),

final as (
    select
        source_system,
        source_table,
        source_file,
        source_row,
        rejection_stage,
        rejection_reason,
        raw_row
    from rejected
)

select * from final
