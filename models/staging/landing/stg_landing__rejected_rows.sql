with ledger as (
    {{ landing_ledger('rejected_rows', ['file_name', 'table_name', 'row_number', 'reason', 'raw_row']) }}
),

final as (
    select
        source_system,
        table_name as source_table,
        file_name as source_file,
        cast(row_number as bigint) as source_row,
        reason as rejection_reason,
        raw_row
    from ledger
)

select * from final
