with ledger as (
    {{ landing_ledger('landed_files', [
        'file_name', 'file_id', 'table_name', 'size_bytes', 'rows_landed', 'rows_rejected', 'status', 'message'
    ]) }}
),

final as (
    select
        source_system,
        table_name as source_table,
        file_name as source_file,
        file_id,
        cast(size_bytes as bigint) as size_bytes,
        cast(rows_landed as bigint) as rows_landed,
        cast(rows_rejected as bigint) as rows_rejected,
        status as landing_status,
        message as landing_message
    from ledger
)

select * from final
