with counted as (
    {{ landed_row_counts() }}
),

final as (
    select
        source_system,
        source_table,
        landed_row_count
    from counted
)

select * from final
